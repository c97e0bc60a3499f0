import { Command, InvalidArgumentError, Option } from 'commander'
import { parseShardCount } from '../duel/parse-shard.ts'
import { terminalLines } from '../report/escape.ts'
import { VERSION } from '../version.ts'
import type { CliContext } from './context.ts'
import type { ExitStatus } from './exit-status.ts'
import { withMeasureOptions } from './measure-options.ts'

/** Commands are loaded when they are called: asking for help or the version reads next to nothing. */
const commands = {
  run: async () => (await import('./run-command.ts')).runCommand,
  compare: async () => (await import('./compare-command.ts')).compareCommand,
  plan: async () => (await import('./plan-command.ts')).planCommand,
  baseline: async () => await import('./baseline-command.ts'),
  report: async () => (await import('./report-command.ts')).reportCommand,
  demo: async () => (await import('./demo-command.ts')).demoCommand,
}

/** The command line. `finish` is given the exit status of the command that ran. */
export function buildProgram(context: CliContext, finish: (status: ExitStatus) => void): Command {
  const program = new Command('corecurve')
    .description('Tracks how services scale over CPU cores.')
    .version(VERSION, '-V, --version')
    .configureOutput({
      writeOut: (text) => context.stdout.write(terminalLines(text)),
      writeErr: (text) => context.stderr.write(terminalLines(text)),
      outputError: (text, write) => write(text.replace(/^error: /, 'corecurve: ')),
    })
    .exitOverride()
    .showHelpAfterError('(corecurve --help lists the commands and options)')
  const ran = (status: Promise<ExitStatus>) => status.then(finish)

  withMeasureOptions(program.command('run').description('measure this checkout at every core count')).action(
    (options) => ran(commands.run().then((run) => run(options, context))),
  )
  withMeasureOptions(program.command('compare').description('measure head and compare it with base'))
    .option('--base <ref>', 'commit to compare with (default: the merge base with the default branch)')
    .option('--head <ref>', 'commit to measure (default: the working tree as it is)')
    .addOption(
      new Option(
        '--evidence <kind>',
        'what to compare with: auto duels what the stored baseline cannot clear',
      )
        .choices(['auto', 'duel', 'stored'])
        .default('auto'),
    )
    .addOption(
      new Option('--fail-on <what>', 'what exits with status 1')
        .choices(['regression', 'never'])
        .default('regression'),
    )
    .action((options) => ran(commands.compare().then((compare) => compare(options, context))))

  program
    .command('plan')
    .description('divide the benchmarks into shards of about equal length, for a matrix of jobs')
    .requiredOption('--shards <count>', 'how many jobs there may be', shardCount)
    .option('-c, --config <file>', 'configuration to read (default: corecurve.yml or .github/corecurve.yml)')
    .option('-q, --quiet', 'print the result only', false)
    .option('--json', 'print the matrix as JSON on standard output', false)
    .action((options) => ran(commands.plan().then((plan) => plan(options, context))))

  const baseline = program.command('baseline').description('records in the baseline branch')
  const shared = (command: Command) =>
    command
      .option(
        '-c, --config <file>',
        'configuration to read (default: corecurve.yml or .github/corecurve.yml)',
      )
      .option('-q, --quiet', 'print the result only', false)
      .option('--json', 'print the result as JSON on standard output', false)
  shared(baseline.command('push <file>').description('store a record')).action((file, options) =>
    ran(commands.baseline().then(({ baselinePush }) => baselinePush(file, options, context))),
  )
  shared(baseline.command('show [commit]').description('print a stored record (default: the newest)')).action(
    (commit, options) =>
      ran(commands.baseline().then(({ baselineShow }) => baselineShow(commit, options, context))),
  )
  shared(baseline.command('list').description('list the stored records, newest first')).action((options) =>
    ran(commands.baseline().then(({ baselineList }) => baselineList(options, context))),
  )
  shared(baseline.command('prune').description('remove the oldest records'))
    .option('--keep <count>', 'how many records to keep (default: baseline.keep)', positive)
    .action((options) =>
      ran(commands.baseline().then(({ baselinePrune }) => baselinePrune(options, context))),
    )

  program
    .command('report <file>')
    .description('render a saved result')
    .option('--markdown <file>', 'write the report as Markdown to this file')
    .action((file, options) => ran(commands.report().then((report) => report(file, options, context))))
  program
    .command('demo')
    .description('see the whole path on bundled services, in under 90 seconds')
    .option('-q, --quiet', 'print the result only', false)
    .action((options) => ran(commands.demo().then((demo) => demo(options, context))))
  return program
}

function shardCount(value: string): number {
  return parseShardCount(value, '--shards')
}

function positive(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Give a whole number from 1 up.')
  return Number(value)
}
