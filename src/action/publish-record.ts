import { join } from 'node:path'
import { asJson, writeWhole } from '../console/whole-file.ts'
import type { Client } from '../github/client.ts'
import type { InRepository } from '../github/in-repository.ts'
import { type PublishedRecords, publishedRecords } from '../pipeline/published-record.ts'
import { LONGEST_SUMMARY } from '../report/summary.ts'
import { noResultWords, refusedWords, SUPERSEDED } from './check-words.ts'
import { emptyCheckout } from './empty-checkout.ts'
import { failWhereNotMeasured } from './measure-checkout.ts'
import { notFetched } from './publish-pull-request.ts'
import { remoteBaseline } from './remote-baseline.ts'
import type { MeasuringRun, RunContext } from './run-context.ts'
import { sayMissingParts, sayRefusedParts } from './say-parts.ts'
import { sayRecord } from './say-record.ts'
import { refuseDefaultBranch, storeOrSay } from './store-record.ts'

/** A commit of the default branch that was measured. None of this is taken from the file. */
export interface RecordPublication extends InRepository {
  readonly measured: MeasuringRun
  readonly commit: string
  readonly defaultBranch?: string
  /** How the measuring run ended; null where it is this very run. */
  readonly conclusion: string | null
}

/** Stores what a run measured of the default branch. The job fails where that was not stored: it has nothing else to do. */
export async function publishRecord(
  publication: RecordPublication,
  client: Client,
  context: RunContext,
): Promise<void> {
  const { owner, repo, measured, commit, conclusion } = publication
  const { inputs, runner, wait, world, run } = context
  const source = {
    client,
    owner,
    repo,
    run: measured.run,
    attempt: measured.attempt,
    prefix: inputs.artifact,
    wait,
    signal: world.signal,
  }
  const published = await publishedRecords(source, commit)
  switch (published.kind) {
    case 'result':
      await sayRefusedParts(published.refused, runner)
      await store(published.result, publication, client, context)
      return
    case 'no-result': {
      const { refused } = published
      await sayRefusedParts(refused, runner)
      const words = refused.length > 0 ? refusedWords(run.url) : noResultWords(conclusion, measured.url)
      await runner.summarise(words.comment())
      if (refused.length > 0) runner.fail('The result of the run cannot be used. The job summary says why.')
      else runner.info(words.title)
      return
    }
    case 'superseded':
      runner.info(SUPERSEDED)
      return
    case 'forbidden':
    case 'failed':
      runner.fail(notFetched(published, 'stored'))
  }
}

async function store(
  { records, missing, of }: PublishedRecords,
  { owner, repo, commit, defaultBranch }: RecordPublication,
  client: Client,
  context: RunContext,
): Promise<void> {
  const { runner, world } = context
  await sayMissingParts({ missing, of }, runner)
  const baseline = await remoteBaseline({ client, owner, repo, commit }, context)
  refuseDefaultBranch(baseline.branch, defaultBranch)
  await using checkout = await emptyCheckout(commit, world)
  const server = (world.env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '')
  const place = { checkout: checkout.path, remote: `${server}/${owner}/${repo}.git`, baseline }
  // The summary is the step's, however many records it has.
  let room = LONGEST_SUMMARY
  for (const [at, record] of records.entries()) {
    const file = join(context.results, at === 0 ? 'record.json' : `record-${at + 1}.json`)
    await writeWhole(file, asJson(record))
    if (at === 0) runner.setOutput('report', file)
    const stored = await storeOrSay(record, place, context)
    const branch = stored === 'stored' ? baseline.branch : undefined
    room -= await sayRecord(record, branch, context, Math.floor(room / (records.length - at)))
    failWhereNotMeasured(record.benchmarks, context)
    if (stored === 'not-stored') runner.fail('A record was not stored. The job summary says why.')
  }
}
