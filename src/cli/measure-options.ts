import { randomBytes } from 'node:crypto'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../config/duration.ts'
import { parseShard } from '../duel/parse-shard.ts'
import type { Shard } from '../result/shared-schema.ts'

/** What every measuring command takes, as commander gives it. */
export interface MeasureOptions {
  readonly config?: string
  readonly only: readonly string[]
  readonly shard?: Shard
  readonly cores?: readonly number[]
  readonly out?: string
  readonly markdown?: string
  readonly seed?: string
  /** Milliseconds. */
  readonly budget?: number
  readonly quiet: boolean
  readonly json: boolean
}

/** Adds the shared options to a command. */
export function withMeasureOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '-c, --config <file>',
        'configuration to read (default: corecurve.yml or .github/corecurve.yml)',
      ),
    )
    .addOption(
      new Option('--only <names>', 'only these benchmarks, separated by commas')
        .argParser(names)
        .default([], 'all'),
    )
    .addOption(
      new Option('--shard <i/n>', 'measure the i-th of n parts; with --only, its benchmarks').argParser(
        shard,
      ),
    )
    .addOption(
      new Option(
        '--cores <counts>',
        'core counts to measure, such as 1,2,4 (default: as configured)',
      ).argParser(coreCounts),
    )
    .addOption(new Option('-o, --out <file>', 'write the result as JSON to this file'))
    .addOption(new Option('--markdown <file>', 'write the report as Markdown to this file'))
    .addOption(
      new Option(
        '--seed <text>',
        'seed of everything drawn at random (default: drawn, and printed at the end)',
      ),
    )
    .addOption(
      new Option('--budget <time>', 'time for the whole measurement, such as 90s or 5m').argParser(budget),
    )
    .addOption(new Option('-q, --quiet', 'print the result only').default(false))
    .addOption(new Option('--json', 'print the result as JSON on standard output').default(false))
}

/** A seed drawn where the user gave none: short enough to type again. */
export function drawSeed(): string {
  return randomBytes(4).toString('hex')
}

function names(value: string): string[] {
  const list = value.split(',').map((name) => name.trim())
  if (list.some((name) => name === ''))
    throw new InvalidArgumentError('Names are separated by single commas.')
  return list
}

function shard(value: string): Shard {
  return parseShard(value, '--shard')
}

function coreCounts(value: string): number[] | undefined {
  if (value === 'auto') return undefined
  return value.split(',').map((part) => {
    if (!/^ *[1-9]\d{0,3} *$/.test(part)) {
      throw new InvalidArgumentError(
        'Give core counts from 1 up, separated by commas, such as 1,2,4; or auto.',
      )
    }
    return Number(part)
  })
}

function budget(value: string): number {
  return parseDuration(value, '--budget')
}
