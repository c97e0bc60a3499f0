import { BaselineError } from '../baseline/baseline-error.ts'
import { type BaselineStore, openBaseline } from '../baseline/store.ts'
import { SavedFile } from '../console/saved-file.ts'
import { asJson, ensureWritable, scratchFile } from '../console/whole-file.ts'
import { ancestors } from '../git/ancestors.ts'
import { defaultBranch } from '../git/default-branch.ts'
import { baseCommit } from '../git/merge-base.ts'
import { resolveCommit } from '../git/revisions.ts'
import { checkOutSubmodules } from '../git/submodules.ts'
import type { EvidenceChoice } from '../pipeline/compare-request.ts'
import { compare } from '../pipeline.ts'
import { renderComment } from '../report/comment.ts'
import { renderComparisonTerminal } from '../report/comment-terminal.ts'
import { terminalJson, terminalLines } from '../report/escape.ts'
import { repeatCommand } from '../report/repeat-command.ts'
import type { Comparison } from '../result/comparison.ts'
import { temporaryWorktree } from '../service/temporary-worktree.ts'
import { type Checkout, readCheckout } from './checkout.ts'
import { type CliContext, terminalLook } from './context.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { drawSeed, type MeasureOptions } from './measure-options.ts'
import { openMeasured } from './open-project.ts'
import { throwIfUnsaved } from './unsaved.ts'

export interface CompareOptions extends MeasureOptions {
  readonly base?: string
  readonly head?: string
  readonly evidence: EvidenceChoice
  readonly failOn: 'regression' | 'never'
}

/** How far back a stored record may lie behind base. */
export const ANCESTORS = 200

/** `corecurve compare`: duels head against base, or compares head with the stored record of base's nearest ancestor. */
export async function compareCommand(options: CompareOptions, context: CliContext): Promise<ExitStatus> {
  const { signal, cwd } = context
  const checkout = await readCheckout(cwd, signal)
  await using undo = new AsyncDisposableStack()
  const head = await checkoutOfHead(checkout, options.head, undo, signal)
  const { config, shard } = await openMeasured({ cwd: head.cwd ?? cwd, root: head.root, ...options })
  const base = await baseCommit(
    checkout.root,
    {
      head: head.commit,
      dirty: head.dirty,
      defaultBranch: options.base === undefined ? await defaultBranch(checkout.root, { signal }) : '',
      ...(options.base === undefined ? {} : { explicit: options.base }),
    },
    { signal },
  )
  for (const file of [options.out, options.markdown]) if (file !== undefined) await ensureWritable(file)
  const out = new SavedFile(options.out ?? (await scratchFile(checkout.root, 'comparison.json')))
  const save = (soFar: Comparison) => out.save(asJson(soFar))
  const comparison = await compare(
    {
      subject: {
        config,
        commit: head.commit,
        dirty: head.dirty,
        seed: options.seed ?? drawSeed(),
        cores: options.cores,
        budget: options.budget,
        shard,
      },
      repository: checkout.root,
      headRoot: head.root,
      base: base.commit,
      evidence: options.evidence,
      ancestors: () => ancestors(checkout.root, base.commit, ANCESTORS, { signal, deepen: true }),
      openStore: () => openStoreOrSay(checkout.root, config.baseline.branch, context),
    },
    { ...context, progress: context.progress(options.quiet) },
    save,
  )
  await save(comparison)
  const repeat = repeatCommand(comparison, { ...options, headNamed: options.head !== undefined })
  context.stdout.write(
    options.json
      ? terminalJson(comparison)
      : renderComparisonTerminal(comparison, {
          ...terminalLook(context.stdout, context.env),
          repeatCommand: repeat,
        }),
  )
  const markdown = options.markdown === undefined ? undefined : new SavedFile(options.markdown)
  await markdown?.save(renderComment(comparison, { repeatCommand: repeat }))
  throwIfUnsaved(out, markdown)
  if (!options.quiet)
    context.stderr.write(terminalLines(`Comparison: ${out.path}, seed ${comparison.seed}.\n`))
  if (!comparison.method.complete) return EXIT.interrupted
  if (comparison.verdict === 'regression' && options.failOn === 'regression') return EXIT.regression
  return comparison.benchmarks.some(({ verdict }) => verdict === 'failed') ? EXIT.notMeasured : EXIT.done
}

/** A baseline that cannot be read leaves the duel: it is said, and no reason to stop. */
async function openStoreOrSay(
  checkout: string,
  branch: string,
  { env, signal, stderr }: CliContext,
): Promise<BaselineStore | undefined> {
  try {
    return await openBaseline({ checkout, branch, env, signal })
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    stderr.write(terminalLines(`The baseline branch was not read: ${error.message}\n`))
    return undefined
  }
}

/** The working tree as it is, or another commit checked out beside it until the command ends. */
async function checkoutOfHead(
  checkout: Checkout,
  ref: string | undefined,
  undo: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Checkout & { readonly cwd?: string }> {
  if (ref === undefined) return checkout
  const commit = await resolveCommit(checkout.root, ref, { signal })
  const place = { repository: checkout.root, commit, name: 'checkout' }
  const worktree = undo.use(await temporaryWorktree('head', place, { signal }))
  await checkOutSubmodules(checkout.root, worktree.path, { signal })
  return { root: worktree.path, commit, dirty: false, cwd: worktree.path }
}
