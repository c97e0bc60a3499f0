import type { Method } from '../result/shared-schema.ts'
import { largest } from '../stats/extremes.ts'

/** The method of a whole: its parts are measured at the same time, so it took as long as the longest. */
export function methodOfParts(methods: readonly Method[]): Method {
  const most = (pick: (method: Method) => number) => largest(methods.map(pick))
  return {
    rounds: most(({ rounds }) => rounds),
    sliceMilliseconds: most(({ sliceMilliseconds }) => sliceMilliseconds),
    seconds: most(({ seconds }) => seconds),
    complete: methods.every(({ complete }) => complete),
  }
}
