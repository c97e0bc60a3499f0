import { isMeasured } from '../result/measured.ts'
import type { BaselineRecord, RecordBenchmark } from '../result/record.ts'
import { badgeJson, badgeSvg, benchmarkBadge, recordBadge } from './badge.ts'
import { markdownAlt } from './escape.ts'
import { hasLevels } from './series-label.ts'

/** Where the baseline branch is: what the address of a badge is made of. */
export interface BadgeHome {
  /** `https://github.com`, or the server of an enterprise. */
  readonly serverUrl: string
  readonly owner: string
  readonly repo: string
  readonly branch: string
}

/**
 * Files of the baseline branch by path: `badge.svg` and `badge.json` for the whole, `badges/<name>` for each benchmark.
 * None for a benchmark that was not measured: its badge keeps saying what was last known.
 */
export function badgeFiles(record: BaselineRecord): Map<string, string> {
  const whole = recordBadge(record)
  const files = new Map<string, string>([
    ['badge.svg', badgeSvg(whole)],
    ['badge.json', badgeJson(whole)],
  ])
  for (const [stem, benchmark] of stems(record)) {
    if (!isMeasured(benchmark)) continue
    const badge = benchmarkBadge(labelled(benchmark, record))
    files.set(`${stem}.svg`, badgeSvg(badge))
    files.set(`${stem}.json`, badgeJson(badge))
  }
  return files
}

/** Lines to paste into a README: the whole first, then each benchmark. Each badge links to the baseline branch. */
export function badgeMarkdown(record: BaselineRecord, home: BadgeHome): readonly string[] {
  const repository = `${home.serverUrl.replace(/\/+$/, '')}/${segment(home.owner)}/${segment(home.repo)}`
  const branch = home.branch.split('/').map(segment).join('/')
  const line = (label: string, path: string) =>
    `[![${markdownAlt(label)}](${repository}/raw/${branch}/${path})](${repository}/tree/${branch})`
  return [
    line('scaling', 'badge.svg'),
    ...stems(record).map(([stem, benchmark]) => {
      const { label } = benchmarkBadge(labelled(benchmark, record))
      return line(label, `${stem.split('/').map(segment).join('/')}.svg`)
    }),
  ]
}

/**
 * Path of each throughput's badge without its ending, which also makes a file of a benchmark named `.` or `..`.
 * A level's path (`badges/api-16`) gives way to a benchmark that has that very name.
 */
function stems(record: BaselineRecord): readonly (readonly [string, RecordBenchmark])[] {
  const benchmarks = record.benchmarks.filter(({ measure }) => measure === undefined)
  const stem = ({ name, connections }: RecordBenchmark, level: boolean) =>
    level ? `badges/${name}-${connections ?? 0}` : `badges/${name}`
  const levels = benchmarks.map((benchmark) => hasLevels(benchmark, record.benchmarks))
  const taken = new Set(benchmarks.filter((_, index) => levels[index] === false).map((b) => stem(b, false)))
  return benchmarks.map((benchmark, index) => {
    const level = levels[index] === true
    let path = stem(benchmark, level)
    while (level && taken.has(path)) path += '_'
    taken.add(path)
    return [path, benchmark] as const
  })
}

/** A level is named on a badge only where there are several. */
function labelled(benchmark: RecordBenchmark, { benchmarks }: BaselineRecord): RecordBenchmark {
  return hasLevels(benchmark, benchmarks) ? benchmark : { ...benchmark, connections: undefined }
}

function segment(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
}
