import type { CheckWords } from '../github/check-place.ts'
import type { Block } from '../report/document.ts'
import { headed } from '../report/headline.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { plainSentence } from '../report/plain.ts'
import type { Markdown } from '../report/safe.ts'
import { foreign, link, type Sentence, say } from '../report/sentence.ts'

/** What is said of a pull request that has no result, as comment and as check. */
export interface Words extends CheckWords {
  /** @param named heads it, where it is not reported under the default name */
  readonly comment: (named?: string) => Markdown
}

/** While it is measured. */
export function measuringWords(runUrl: string): Words {
  return words(say`Measuring base and head`, say`${link(runUrl, say`This run`)} measures it.`)
}

/** @param conclusion of the run that should have measured; null where that is this very run */
export function noResultWords(conclusion: string | null, runUrl: string): Words {
  const why = WHY[conclusion ?? 'stopped'] ?? say`the run left no result`
  return words(
    say`Not measured: ${why}`,
    say`Nothing is known of this commit. ${link(runUrl, say`The log of the run`)} says why.`,
  )
}

/** Of a group of a merge queue. */
export function queuedWords(runUrl: string): Words {
  return words(
    say`Not measured: pull requests are measured before they are queued`,
    say`The check of each pull request says what was measured. ${link(runUrl, say`This run`)} lets the merge queue pass.`,
  )
}

/** By the run's conclusion, as GitHub has it. */
const WHY: Readonly<Record<string, Sentence>> = {
  cancelled: say`the run was cancelled`,
  skipped: say`the run was skipped`,
  timed_out: say`the run took too long`,
  failure: say`the run failed before it had a result`,
  startup_failure: say`the run could not start`,
  action_required: say`the run waits for a maintainer’s approval`,
  stopped: say`the run was stopped, or failed`,
}

/** The run was run again: that attempt's end is what counts. */
export const SUPERSEDED =
  'The run was started again since: nothing is published of this attempt, and the end of the next one will be.'

/** Nothing is published; `why` quotes nobody. */
export function notPublishedWords(why: string, runUrl: string): Words {
  return words(say`Not published`, say`${foreign(why)} ${link(runUrl, say`The log of the run`)} has more.`)
}

/** There was a file, and it is not believed. */
export function refusedWords(runUrl: string): Words {
  return words(
    say`Not measured: the result of the run cannot be used`,
    say`${link(runUrl, say`The summary of this run`)} says why.`,
  )
}

function words(title: Sentence, more: Sentence): Words {
  const paragraph: Block = { kind: 'paragraph', text: more }
  return {
    title: plainSentence(title),
    summary: renderMarkdown([paragraph]),
    comment: (named) => renderMarkdown([{ kind: 'title', text: headed(title, named) }, paragraph]),
  }
}
