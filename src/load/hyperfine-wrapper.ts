/** One call of the real hyperfine: its command line, and what it measured. Who starts it, and where, is not its matter. */
import { readFile } from 'node:fs/promises'
import { type HyperfineTimes, parseHyperfineExport } from './hyperfine/hyperfine-export.ts'
import { type HyperfineWarnings, readWarnings } from './hyperfine/hyperfine-words.ts'
import { type CommandPlace, needsShell } from './hyperfine/needs-shell.ts'
import { quoteWord } from './hyperfine/quote-word.ts'

/** What hyperfine measured in one call, in seconds, with its own warnings. */
export type HyperfineResult = HyperfineTimes & HyperfineWarnings

/** One command to time, in hyperfine's words. */
export interface HyperfineCall {
  readonly command: string
  /** Before each run, untimed. */
  readonly prepare?: string
  /** Once before all runs of this call, and once after them. */
  readonly setup?: string
  readonly cleanup?: string
  /** Timed runs. */
  readonly runs: number
  /** Runs before them that are not timed. */
  readonly warmUp: number
  readonly exportFile: string
}

/**
 * Arguments of hyperfine, as an array: no shell sees them.
 * @param shell whether one of the call's commands needs a shell
 */
export function hyperfineArguments(call: HyperfineCall, shell: boolean): string[] {
  const { command, prepare, setup, cleanup, runs, warmUp, exportFile } = call
  return [
    '--style=none',
    // What the commands print goes where hyperfine's own output goes: a failure needs its words.
    '--output=inherit',
    `--runs=${runs}`,
    `--warmup=${warmUp}`,
    `--export-json=${exportFile}`,
    // Said either way: what hyperfine does of itself has changed with its version 2.
    `--shell=${shell ? 'default' : 'none'}`,
    ...(prepare === undefined ? [] : [`--prepare=${prepare}`]),
    ...(setup === undefined ? [] : [`--setup=${setup}`]),
    ...(cleanup === undefined ? [] : [`--cleanup=${cleanup}`]),
    '--',
    command,
  ]
}

/** A shell command line that becomes this call. */
export async function hyperfineCommandLine(
  hyperfine: string,
  call: HyperfineCall,
  place: CommandPlace,
  /** What becomes of standard output; standard error is always kept, since hyperfine warns there. */
  output: 'discarded' | 'kept',
): Promise<string> {
  const commands = [call.command, call.prepare, call.setup, call.cleanup].filter((each) => each !== undefined)
  const shell = (await Promise.all(commands.map((each) => needsShell(each, place)))).includes(true)
  const words = [hyperfine, ...hyperfineArguments(call, shell)].map(quoteWord).join(' ')
  return `exec ${words}${output === 'discarded' ? ' >/dev/null' : ''}`
}

/**
 * What a finished call measured.
 * @param printed what hyperfine printed, its standard error at least
 * @throws Error that says what is wrong with the export
 */
export async function readHyperfine(
  exportFile: string,
  printed: readonly string[],
): Promise<HyperfineResult> {
  return { ...parseHyperfineExport(await readFile(exportFile, 'utf8')), ...readWarnings(printed) }
}
