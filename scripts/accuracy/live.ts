import { execFile } from 'node:child_process'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { git } from '../../src/git/run-git.ts'
import { type Comparison, comparisonSchema } from '../../src/result/comparison.ts'
import { temporaryFolder } from '../../src/service/reaper-client.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** What head is, and the verdicts that would be right. */
const CASES = [
  { name: 'A/A', from: '', to: '', right: ['unchanged', 'inconclusive'] },
  { name: 'a lock on 60 %', from: '"LOCK_SHARE", 0)', to: '"LOCK_SHARE", 0.6)', right: ['scales-worse'] },
  { name: '5 % more work', from: '"WORK", 1)', to: '"WORK", 1.05)', right: ['slower'] },
] as const
type Case = (typeof CASES)[number]

/** A comparison that was really held, in few words. */
export interface LiveAnswer {
  readonly name: string
  readonly verdict: string
  readonly right: boolean
  readonly points: string
}

/** Real comparisons through the bundled command line: `count` of each case, in turn. */
export async function compareLive(
  count: number,
  options: { budget: string; signal: AbortSignal; say: (line: string) => void },
): Promise<LiveAnswer[]> {
  const answers: LiveAnswer[] = []
  for (let turn = 1; turn <= count; turn++) {
    for (const each of CASES) {
      const answer = await compareOnce(each, options)
      answers.push(answer)
      options.say(`${turn} of ${count}, ${each.name}: ${answer.verdict} (${answer.points})`)
    }
  }
  return answers
}

async function compareOnce(
  each: Case,
  { budget, signal }: { budget: string; signal: AbortSignal },
): Promise<LiveAnswer> {
  await using folder = await temporaryFolder('accuracy')
  const cwd = join(folder.path, 'checkout')
  const skip = /[\\/]bin$/
  await cp(join(ROOT, 'fixtures/services/go-goroutines'), cwd, {
    recursive: true,
    filter: (file) => !skip.test(file),
  })
  await git(['init', '--quiet', '--initial-branch=main'], { cwd, signal })
  await commit(cwd, 'A service', signal)
  const file = join(cwd, 'main.go')
  const before = await readFile(file, 'utf8')
  const after = each.from === '' ? `${before}\n// Nothing that runs.\n` : before.replace(each.from, each.to)
  if (after === before) throw new Error(`main.go does not contain ${each.from}`)
  await git(['switch', '--quiet', '--create', 'change'], { cwd, signal })
  await writeFile(file, after)
  await commit(cwd, 'A change', signal)
  const args = [
    'compare',
    '--base',
    'main',
    '--evidence',
    'duel',
    '--budget',
    budget,
    '--fail-on',
    'never',
    '--json',
    '--quiet',
  ]
  const cli = join(ROOT, 'dist/cli.cjs')
  const { stdout } = await run(process.execPath, [cli, ...args], { cwd, signal, maxBuffer: 2 ** 26 }).catch(
    (error: unknown) => {
      signal.throwIfAborted()
      throw error
    },
  )
  return answerOf(each, comparisonSchema.parse(JSON.parse(stdout)))
}

function answerOf({ name, right }: Case, { benchmarks }: Comparison): LiveAnswer {
  const [benchmark] = benchmarks
  const verdict = benchmark?.verdict ?? 'failed'
  const points = (benchmark?.points ?? []).map(({ cores, verdict, change }) => {
    const percent = change === undefined ? '' : ` ${(100 * change.estimate).toFixed(1)} %`
    return `${cores}: ${verdict}${percent}`
  })
  return { name, verdict, right: (right as readonly string[]).includes(verdict), points: points.join(', ') }
}

/** How often each case got each verdict. */
export function confusionTable(answers: readonly LiveAnswer[]): string[][] {
  const verdicts = [...new Set(answers.map(({ verdict }) => verdict))].sort()
  const count = (name: string, verdict: string) =>
    String(answers.filter((answer) => answer.name === name && answer.verdict === verdict).length)
  const right = (name: string) => {
    const of = answers.filter((answer) => answer.name === name)
    return `${of.filter((answer) => answer.right).length} of ${of.length}`
  }
  return [
    ['head is', ...verdicts, 'right'],
    ...CASES.map(({ name }) => [name, ...verdicts.map((verdict) => count(name, verdict)), right(name)]),
  ]
}

async function commit(cwd: string, message: string, signal: AbortSignal): Promise<void> {
  const author = [
    '-c',
    'user.name=accuracy',
    '-c',
    'user.email=accuracy@example.invalid',
    '-c',
    'commit.gpgsign=false',
  ]
  await git(['add', '--all'], { cwd, signal })
  await git([...author, 'commit', '--quiet', '--message', message], { cwd, signal })
}
