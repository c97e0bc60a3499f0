import type { Host, Method } from '../result/shared-schema.ts'
import { count } from './counts.ts'
import { amount, cpuList, duration } from './numbers.ts'
import { foreign, type Sentence, say } from './sentence.ts'
import type { Series } from './series-label.ts'

/** “AMD EPYC 7763, 4 CPUs (2 cores × 2 threads), generator on CPU 3”. */
export function machineSentence(host: Host): Sentence {
  const threads =
    host.threadsPerCore > 1
      ? say` (${count(host.physicalCores, 'core')} × ${count(host.threadsPerCore, 'thread')})`
      : []
  return say`${foreign(host.cpu)}, ${count(host.cpus, 'CPU')}${threads}${generator(host)}`
}

function generator({ generatorCpus, programCpus }: Host): Sentence {
  if (generatorCpus.length === 0) return []
  const where = say`${generatorCpus.length === 1 ? say`CPU` : say`CPUs`} ${cpuList(generatorCpus)}`
  const shares = generatorCpus.some((id) => programCpus.includes(id))
  return shares ? say`, generator shares ${where} with the program` : say`, generator on ${where}`
}

/** “16 rounds of 100 ms slices”, and whether all of it was measured. */
export function methodSentence(method: Method, series: readonly Series[]): Sentence {
  const slices = series.some(({ kind }) => kind === 'http')
    ? say` of ${milliseconds(method.sliceMilliseconds)} slices`
    : []
  const early = method.complete ? [] : say`, ended early by an interrupt`
  return say`${count(method.rounds, 'round')}${slices}${early}`
}

export function timeSentence(method: Method): Sentence {
  return say`${duration(method.seconds)}`
}

function milliseconds(value: number): Sentence {
  return value < 1000 ? say`${amount(value)} ms` : say`${duration(value / 1000)}`
}
