// npm run accuracy: how often the duel and its neighbours are right, replayed from recorded traces into
// docs/accuracy.md. --record records what is missing of the traces; --live N holds N real comparisons of each kind.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { markdownTable } from 'markdown-table'
import { abortOnSignals, Interrupted } from '../src/console/interrupt.ts'
import { writeWhole } from '../src/console/whole-file.ts'
import { UserError } from '../src/user-error.ts'
import { figuresMarkdown, withFigures } from './accuracy/accuracy-page.ts'
import { Figures, SCENARIOS } from './accuracy/figures.ts'
import { compareLive, confusionTable } from './accuracy/live.ts'
import { PASS, recordTraces } from './accuracy/record-traces.ts'
import { replayAll } from './accuracy/replay.ts'
import { ratios } from './accuracy/tables.ts'
import { readTrace, TRACE_KEYS, type Trace, traceName } from './accuracy/trace.ts'

const root = join(import.meta.dirname, '..')
const say = (line: string) => void process.stderr.write(`${line}\n`)
const { values } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    passes: { type: 'string', default: '8' },
    only: { type: 'string', default: '' },
    live: { type: 'string' },
    budget: { type: 'string', default: '90s' },
    replays: { type: 'string', default: '10000' },
    seed: { type: 'string', default: 'accuracy' },
    traces: { type: 'string', default: join(root, 'fixtures/traces') },
    page: { type: 'string', default: join(root, 'docs/accuracy.md') },
  },
})

try {
  if (values.record) await record()
  else if (values.live === undefined) await replay()
  else await live(wholeNumber('live', values.live))
} catch (error) {
  if (error instanceof Interrupted)
    say(`${error.message}; what was recorded is kept, the same command goes on`)
  else if (error instanceof UserError) say(error.message)
  else throw error
  process.exitCode = error instanceof UserError ? 2 : 130
}

async function record(): Promise<void> {
  await recordTraces({
    folder: values.traces,
    passes: wholeNumber('passes', values.passes),
    pass: PASS,
    only: values.only.split(',').filter((name) => name !== ''),
    signal: abortOnSignals(process),
    say,
  })
}

async function replay(): Promise<void> {
  const traces = await Promise.all(TRACE_KEYS.map(existingTrace))
  const none = wholeNumber('replays', values.replays)
  const replays = { none, loss: Math.ceil(none / 20) }
  const { seed } = values
  const tallies = await replayAll(traces, SCENARIOS, {
    seed,
    count: ({ loss }) => (loss.kind === 'none' ? replays.none : replays.loss),
    say,
  })
  const figures = new Figures(tallies, { traces, seed })
  const markdown = figuresMarkdown({ traces, figures, seed, replays })
  await writeWhole(values.page, withFigures(await readFile(values.page, 'utf8'), markdown, values.page))
  console.log(`${markdown}\n`)
  console.log(JSON.stringify({ bench: 'accuracy', ratios: ratios(figures) }))
}

async function existingTrace(key: Parameters<typeof traceName>[0]): Promise<Trace> {
  const trace = await readTrace(values.traces, key)
  if (trace !== undefined && trace.rounds.length > 0 && trace.stretches.length > 1) return trace
  throw new UserError(
    `${traceName(key)} has no rounds or fewer than two stretches in ${values.traces}. Record it: npm run accuracy -- --record --only ${traceName(key)}`,
  )
}

async function live(count: number): Promise<void> {
  const answers = await compareLive(count, { budget: values.budget, signal: abortOnSignals(process), say })
  console.log(`${markdownTable(confusionTable(answers))}\n`)
  const right = answers.filter((answer) => answer.right).length / answers.length
  console.log(JSON.stringify({ bench: 'accuracy-live', ratios: { right } }))
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw new UserError(`--${option} is a whole number from 1, not ${text}`)
}
