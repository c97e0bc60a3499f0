import { SavedFile } from '../console/saved-file.ts'
import { asJson, ensureWritable, scratchFile } from '../console/whole-file.ts'
import { measure } from '../pipeline.ts'
import { terminalJson, terminalLines } from '../report/escape.ts'
import { renderRecordTerminal } from '../report/scaling-table.ts'
import { renderRecordMarkdown } from '../report/summary.ts'
import { isAnythingMeasured } from '../result/measured.ts'
import type { BaselineRecord } from '../result/record.ts'
import { readCheckoutOrFolder } from './checkout.ts'
import { closingLine, nothingMeasured } from './closing-lines.ts'
import { type CliContext, terminalLook } from './context.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { drawSeed, type MeasureOptions } from './measure-options.ts'
import { openMeasured } from './open-project.ts'
import { throwIfUnsaved } from './unsaved.ts'

/** `corecurve run`: measures this checkout and prints its scaling table and curve. */
export async function runCommand(options: MeasureOptions, context: CliContext): Promise<ExitStatus> {
  const { stderr } = context
  const checkout = await readCheckoutOrFolder(context.cwd, context.signal)
  const { config, shard } = await openMeasured({ cwd: context.cwd, root: checkout.root, ...options })
  for (const file of [options.out, options.markdown]) if (file !== undefined) await ensureWritable(file)
  const out = new SavedFile(options.out ?? (await scratchFile(checkout.root, 'record.json')))
  // Only where there will be a record: beside an error in the configuration it would be noise.
  if (checkout.why !== undefined)
    stderr.write(terminalLines(`This record will belong to no commit: ${checkout.why}\n`))
  const progress = context.progress(options.quiet)
  const record = await measure(
    {
      config,
      commit: checkout.commit,
      dirty: checkout.dirty,
      seed: options.seed ?? drawSeed(),
      ...(options.cores === undefined ? {} : { cores: options.cores }),
      ...(options.budget === undefined ? {} : { budget: options.budget }),
      ...(shard === undefined ? {} : { shard }),
    },
    { ...context, progress },
    (soFar) => out.save(asJson(soFar)),
  )
  context.stdout.write(
    options.json
      ? terminalJson(record)
      : renderRecordTerminal(record, terminalLook(context.stdout, context.env)),
  )
  const markdown = options.markdown === undefined ? undefined : new SavedFile(options.markdown)
  await markdown?.save(renderRecordMarkdown(record))
  const nothing = record.method.complete ? nothingMeasured(record) : undefined
  if (nothing !== undefined) stderr.write(terminalLines(`corecurve: ${nothing}\n`))
  throwIfUnsaved(out, markdown)
  if (!options.quiet) stderr.write(terminalLines(`${closingLine(record, out.path)}\n`))
  return exitStatusOf(record)
}

/** 3 where a benchmark, or anything at all, could not be measured, 130 where the run was interrupted. */
export function exitStatusOf(record: BaselineRecord): ExitStatus {
  if (!record.method.complete) return EXIT.interrupted
  const failed = record.benchmarks.some(({ verdict }) => verdict === 'failed')
  return failed || !isAnythingMeasured(record) ? EXIT.notMeasured : EXIT.done
}
