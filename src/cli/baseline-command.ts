import { readFile } from 'node:fs/promises'
import type { RecordEntry } from '../baseline/record-path.ts'
import { type BaselineStore, openBaseline } from '../baseline/store.ts'
import { ancestors } from '../git/ancestors.ts'
import { commitNamed } from '../git/revisions.ts'
import { storeRecord } from '../pipeline.ts'
import { terminalJson, terminalLines } from '../report/escape.ts'
import { renderRecordTerminal } from '../report/scaling-table.ts'
import { type ReadResult, readRecord } from '../result/read-result.ts'
import type { BaselineRecord } from '../result/record.ts'
import { UserError } from '../user-error.ts'
import { type Checkout, readCheckout } from './checkout.ts'
import { ANCESTORS } from './compare-command.ts'
import { type CliContext, terminalLook } from './context.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { openProject } from './open-project.ts'
import { whyNotStorable } from './storable.ts'

export interface BaselineOptions {
  readonly config?: string
  readonly json: boolean
  readonly quiet: boolean
}

interface OpenedBaseline extends AsyncDisposable {
  readonly checkout: Checkout
  readonly store: BaselineStore
  readonly keep: number
}

/** `corecurve baseline push FILE`: stores a record in the baseline branch. */
export async function baselinePush(
  file: string,
  options: BaselineOptions,
  context: CliContext,
): Promise<ExitStatus> {
  const record = readable(await readFile(file, 'utf8').catch(missingFile(file)), file)
  const not = whyNotStorable(record)
  if (not !== undefined) throw new UserError(`${file} cannot be stored as a baseline: ${not}`)
  await using baseline = await open(options, context)
  const pushed = await storeRecord(record, baseline.store, baseline.keep)
  if (pushed.kind === 'refused' || pushed.kind === 'gave-up') {
    throw new UserError(`${pushed.message}\nNothing was stored; the record stays in ${file}.`)
  }
  if (!options.quiet) {
    const stored = pushed.kind === 'unchanged' ? 'Already stored' : 'Stored'
    context.stderr.write(terminalLines(`${stored} in branch ${baseline.store.branch} as ${pushed.path}.\n`))
  }
  return EXIT.done
}

/** `corecurve baseline list`: the stored records, newest first. */
export async function baselineList(options: BaselineOptions, context: CliContext): Promise<ExitStatus> {
  await using baseline = await open(options, context)
  const entries = baseline.store.list()
  if (options.json) context.stdout.write(terminalJson(entries))
  else if (entries.length === 0) context.stderr.write(terminalLines(`${nothingStored(baseline.store)}\n`))
  else
    for (const { path, at, commit12 } of entries)
      context.stdout.write(terminalLines(`${at}  ${commit12}  ${path}\n`))
  return EXIT.done
}

/** `corecurve baseline show [COMMIT]`: one stored record, the newest where no commit is named. */
export async function baselineShow(
  commit: string | undefined,
  options: BaselineOptions,
  context: CliContext,
): Promise<ExitStatus> {
  await using baseline = await open(options, context)
  const entry = await find(baseline, commit, context)
  const record = readable(
    await baseline.store.read(entry.path),
    `${entry.path} in branch ${baseline.store.branch}`,
  )
  context.stdout.write(
    options.json
      ? terminalJson(record)
      : renderRecordTerminal(record, terminalLook(context.stdout, context.env)),
  )
  return EXIT.done
}

/** `corecurve baseline prune`: removes the oldest records beyond the number that the configuration keeps. */
export async function baselinePrune(
  options: BaselineOptions & { readonly keep?: number },
  context: CliContext,
): Promise<ExitStatus> {
  await using baseline = await open(options, context)
  const { removed } = await baseline.store.prune(options.keep ?? baseline.keep)
  if (!options.quiet)
    context.stderr.write(
      terminalLines(`Removed ${removed.length} ${removed.length === 1 ? 'record' : 'records'}.\n`),
    )
  return EXIT.done
}

async function open(options: BaselineOptions, context: CliContext): Promise<OpenedBaseline> {
  const checkout = await readCheckout(context.cwd, context.signal)
  const config = await openProject({ cwd: context.cwd, root: checkout.root, only: [], ...options })
  const { branch, keep } = config.baseline
  const store = await openBaseline({
    checkout: checkout.root,
    branch,
    env: context.env,
    signal: context.signal,
  })
  return { checkout, store, keep, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() }
}

async function find(
  { store, checkout }: OpenedBaseline,
  commit: string | undefined,
  context: CliContext,
): Promise<RecordEntry> {
  const entries = store.list()
  const newest = entries[0]
  if (newest === undefined) throw new UserError(nothingStored(store))
  if (commit === undefined) return newest
  const wanted = (await commitNamed(checkout.root, commit, { signal: context.signal })) ?? commit
  const found = entries.find(({ commit12 }) => commit12.startsWith(wanted.slice(0, 12)))
  if (found !== undefined) return found
  const before = await nearestBefore(wanted, entries, checkout, context)
  const instead =
    before === undefined
      ? ''
      : ` That of the nearest commit before it: \`corecurve baseline show ${before}\`.`
  throw new UserError(
    `Branch ${store.branch} has no record of ${commit}.${instead} \`corecurve baseline list\` shows what it has.`,
  )
}

/** The commit that a comparison with `commit` would take the record of. */
async function nearestBefore(
  commit: string,
  entries: readonly RecordEntry[],
  { root }: Checkout,
  { signal }: CliContext,
): Promise<string | undefined> {
  if ((await commitNamed(root, commit, { signal })) === undefined) return undefined
  const stored = new Set(entries.map(({ commit12 }) => commit12))
  const behind = await ancestors(root, commit, ANCESTORS, { signal })
  return behind.map((each) => each.slice(0, 12)).find((each) => stored.has(each))
}

function nothingStored({ branch, state }: BaselineStore): string {
  const why = state === 'missing' ? `There is no branch ${branch} yet` : `Branch ${branch} holds no records`
  return `${why}: store the first with \`corecurve run --out record.json\` and \`corecurve baseline push record.json\`.`
}

/** Missing, corrupt and newer are three different answers. */
function readable(result: ReadResult<BaselineRecord> | string, name: string): BaselineRecord {
  const read = typeof result === 'string' ? readRecord(result) : result
  switch (read.kind) {
    case 'ok':
      return read.value
    case 'corrupt':
      throw new UserError(`${name} is not a readable record: ${read.problem}. It was left as it is.`)
    case 'newer':
      throw new UserError(
        `${name} was written by a newer corecurve (schema ${read.schema}): update corecurve to read it.`,
      )
  }
}

function missingFile(file: string): (error: Error) => never {
  return (error) => {
    throw new UserError(
      `could not read ${file}: ${error.message}. \`corecurve run --out ${file}\` writes one.`,
    )
  }
}
