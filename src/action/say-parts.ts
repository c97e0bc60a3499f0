import type { RefusedPart } from '../pipeline/collect-files.ts'
import { count } from '../report/counts.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { grouped } from '../report/numbers.ts'
import { plainSentence } from '../report/plain.ts'
import { and, foreign, type Sentence, say } from '../report/sentence.ts'
import type { Runner } from './run-context.ts'

/** Which parts were uploaded and are not believed, and why: in the log and in the summary. */
export async function sayRefusedParts(refused: readonly RefusedPart[], runner: Runner): Promise<void> {
  if (refused.length === 0) return
  for (const { index, of, why } of refused)
    runner.warning(`${of === 1 ? 'The result' : `The result of shard ${index}/${of}`} was refused: ${why}`)
  await runner.summarise(renderMarkdown([{ kind: 'list', items: refused.map(refusal) }]))
}

function refusal({ index, of, why }: RefusedPart): Sentence {
  const which = of === 1 ? [] : say` of shard ${grouped(index)}/${grouped(of)}`
  return say`The result${which} was refused: ${foreign(why)}`
}

/** Which parts of a record are not there. */
export async function sayMissingParts(
  { missing, of }: { readonly missing: readonly number[]; readonly of: number },
  runner: Runner,
): Promise<void> {
  if (missing.length === 0) return
  const shards = missing.map((index) => say`${grouped(index)}/${grouped(of)}`)
  const line = say`${count(missing.length, 'shard')} of ${grouped(of)} gave no result: ${and(shards)}. What was to be measured there is not in the record of this commit.`
  runner.warning(plainSentence(line))
  await runner.summarise(renderMarkdown([{ kind: 'paragraph', text: line }]))
}
