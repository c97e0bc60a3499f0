import { asJson, scratchFile, writeWhole } from '../console/whole-file.ts'
import { measure } from '../pipeline.ts'
import { renderRecordTerminal } from '../report/scaling-table.ts'
import { renderRecordMarkdown } from '../report/summary.ts'
import type { BaselineRecord } from '../result/record.ts'
import { readCheckoutOrFolder } from './checkout.ts'
import { type CliContext, terminalLook } from './context.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { drawSeed, type MeasureOptions } from './measure-options.ts'
import { openProject } from './open-project.ts'

/** `corecurve run`: measures this checkout and prints its scaling table and curve. */
export async function runCommand(options: MeasureOptions, context: CliContext): Promise<ExitStatus> {
  const checkout = await readCheckoutOrFolder(context.cwd, context.signal)
  const config = await openProject({ cwd: context.cwd, root: checkout.root, ...options })
  const out = options.out ?? (await scratchFile(checkout.root, 'record.json'))
  const progress = context.progress(options.quiet)
  const record = await measure(
    {
      config,
      commit: checkout.commit,
      dirty: checkout.dirty,
      seed: options.seed ?? drawSeed(),
      ...(options.cores === undefined ? {} : { cores: options.cores }),
      ...(options.budget === undefined ? {} : { budget: options.budget }),
    },
    { ...context, progress },
    (soFar) => writeWhole(out, asJson(soFar)),
  )
  if (options.markdown !== undefined) await writeWhole(options.markdown, renderRecordMarkdown(record))
  context.stdout.write(
    options.json ? asJson(record) : renderRecordTerminal(record, terminalLook(context.stdout, context.env)),
  )
  if (!options.quiet) context.stderr.write(`${closingLine(record, out)}\n`)
  return exitStatusOf(record)
}

/** Where the record is, and what to do next. */
function closingLine(record: BaselineRecord, out: string): string {
  if (!record.method.complete) return `Interrupted: what was measured until then is in ${out}.`
  return `Record: ${out}. Store it as a baseline with \`corecurve baseline push ${out}\`.`
}

/** 3 where a benchmark could not be measured, 130 where the run was interrupted. */
export function exitStatusOf(record: BaselineRecord): ExitStatus {
  if (!record.method.complete) return EXIT.interrupted
  return record.benchmarks.some(({ verdict }) => verdict === 'failed') ? EXIT.notMeasured : EXIT.done
}
