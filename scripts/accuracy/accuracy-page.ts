import { UserError } from '../../src/user-error.ts'
import type { Figures } from './figures.ts'
import { recordingTable } from './recording-table.ts'
import { falseAlarmTable, powerTables, reportTable, widthTable } from './tables.ts'
import { targetTable } from './targets.ts'
import { CONDITIONS, type Trace } from './trace.ts'

const BEGIN = '<!-- figures: written by npm run accuracy -->'
const END = '<!-- end of figures -->'

export interface PageSource {
  readonly traces: readonly Trace[]
  readonly figures: Figures
  readonly seed: string
  readonly replays: { readonly none: number; readonly loss: number }
}

/** What the figures say, as Markdown. */
export function figuresMarkdown({ traces, figures, seed, replays }: PageSource): string {
  return [
    provenance(traces),
    `Replays: ${replays.none} A/A reports and ${replays.loss} for each loss, per condition and time, seed \`${seed}\`.`,
    '### Targets',
    'Bounds of shares are one-sided 95 % bounds (Clopper and Pearson 1934) for replays of the recorded rounds, however many are replayed: they say nothing of other machines, or of rounds that were not recorded. The last column says “yes” where the bound meets the target, “no” where even the bound of the other side fails it, “not shown” otherwise. Of “times narrower” it is the range that comes of leaving each recorded stretch out in turn: “yes” where all of it meets the target, “no” where none of it does, “not shown” otherwise.',
    targetTable(figures),
    '### False alarms',
    'Share of A/A reports in which some point is called a regression. A report has 3 benchmarks × 3 core counts. In brackets: 95 % upper bound for replays of these rounds, not for machines.',
    falseAlarmTable(figures),
    '### Losses found',
    'Share of reports in which the benchmark that lost something is called a regression at a core count that lost it. Read it beside the false alarms: a rule that always alarms finds everything.',
    powerTables(figures),
    '### Our reports',
    'Rounds and measuring time per benchmark are those of A/A reports; a benchmark that is decided at an interim look stops there. The last two columns: the verdict names the kind of the loss.',
    reportTable(figures),
    '### Intervals',
    'Widths of 95 % intervals for the change, on the scale of logarithms. Ours is the mean width of the interval that the report prints. For base, then head, it is the range of the middle 95 % of the A/A estimates: the width that an interval must have to hold the truth so often. “Less a stretch”: times wider with each recorded stretch left out in turn, and with all of them, from the least to the most; of the geometric mean, the stretches of one pass of the recording together. This is no confidence interval: with four stretches, base and head come from one of three pairs of neighbours, and the middle 95 % of draws is hardly more than the range of these few; with one left out it is one of two pairs, so these figures lean low.',
    widthTable(figures),
    '### The recordings themselves',
    'A replay’s coin makes the mean change of A/A exactly zero. Here the rounds are as they were recorded, without it: the mean change of head against base over rounds, with its 95 % t interval, so that an asymmetry of the two would show. “Change” is what a round says of itself, the trimmed mean of its pairs; “all slices” compares the mean rates of all slices that count. Of twelve intervals of 95 %, a column, 0.6 are expected to miss zero where nothing differs.',
    recordingTable(traces),
  ].join('\n\n')
}

function provenance(traces: readonly Trace[]): string {
  const days = [...new Set(traces.map(({ recorded }) => recorded.slice(0, 10)))].sort()
  const hosts = [
    ...new Set(
      traces.map(
        ({ host }) =>
          `${host.cpu}, ${host.cpus} CPUs${host.colocated ? ', the load generator on the same CPUs' : ''}`,
      ),
    ),
  ]
  const amounts = CONDITIONS.map((condition) => {
    const of = traces.filter((trace) => trace.condition === condition)
    const rounds = of.reduce((sum, trace) => sum + trace.rounds.length, 0)
    const stretches = of.flatMap((trace) => trace.stretches)
    const runs = stretches.reduce((sum, stretch) => sum + stretch.runs.length, 0)
    return `${condition}: ${rounds} rounds, and ${runs} runs in ${stretches.length} stretches, of ${of.length} traces`
  })
  return `Traces recorded on ${days.join(', ')} (${hosts.join('; ')}). ${amounts.join('; ')}.`
}

/** The page with its figures written anew. @throws UserError where the page has lost its markers */
export function withFigures(page: string, markdown: string, file: string): string {
  const begin = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (begin === -1 || end < begin) {
    throw new UserError(
      `${file}: the lines “${BEGIN}” and “${END}” are missing: the figures go between them.`,
    )
  }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${markdown}\n\n${page.slice(end)}`
}
