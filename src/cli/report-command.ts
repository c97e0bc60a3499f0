import { readFile } from 'node:fs/promises'
import { writeWhole } from '../console/whole-file.ts'
import { renderComment } from '../report/comment.ts'
import { renderComparisonTerminal } from '../report/comment-terminal.ts'
import { renderRecordTerminal } from '../report/scaling-table.ts'
import { renderRecordMarkdown } from '../report/summary.ts'
import { readAnyResult } from '../result/read-result.ts'
import { UserError } from '../user-error.ts'
import { type CliContext, terminalLook } from './context.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'

/** `corecurve report FILE`: renders a saved result, to the terminal and where asked to a Markdown file. */
export async function reportCommand(
  file: string,
  options: { readonly markdown?: string },
  context: CliContext,
): Promise<ExitStatus> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UserError(`could not read ${file}: ${error.message}`)
  })
  const read = readAnyResult(text)
  if (read.kind === 'newer') {
    throw new UserError(
      `${file} was written by a newer corecurve (schema ${read.schema}): update corecurve to read it.`,
    )
  }
  if (read.kind === 'corrupt') throw new UserError(`${file} is not a readable result: ${read.problem}`)
  const result = read.value
  const look = terminalLook(context.stdout, context.env)
  if (result.kind === 'record') {
    if (options.markdown !== undefined) await writeWhole(options.markdown, renderRecordMarkdown(result))
    context.stdout.write(renderRecordTerminal(result, look))
  } else {
    if (options.markdown !== undefined) await writeWhole(options.markdown, renderComment(result))
    context.stdout.write(renderComparisonTerminal(result, look))
  }
  return EXIT.done
}
