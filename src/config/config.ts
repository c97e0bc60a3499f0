/** What the user declared in corecurve.yml, read, checked and with defaults filled in. Times are in ms. */
export interface Config {
  /** The file read, relative to the repository as the user would name it. */
  readonly file: string
  /** Folder that service directories are relative to: the repository's root. */
  readonly root: string
  /** Core counts in ascending order, each once, or as many as the machine has. */
  readonly cores: 'auto' | readonly number[]
  readonly services: readonly Service[]
  readonly benchmarks: readonly Benchmark[]
  readonly baseline: { readonly branch: string; readonly keep: number }
}

export type Runtime = 'node' | 'go' | 'python'

export interface Service {
  readonly name: string
  /** Absolute folder where build and start run. */
  readonly directory: string
  readonly build?: string
  readonly start: string
  /** Declared, else detected from the files in `directory` and from `start`; absent where neither tells. */
  readonly runtime?: Runtime
  /** Path that answers below 500 once ready; absent: ready when the port accepts. */
  readonly ready?: string
  readonly startTimeout: number
  /** Values are unexpanded: `$NAME` is expanded when the program is started. */
  readonly env: Readonly<Record<string, string>>
}

export type Benchmark = HttpBenchmark | CommandBenchmark

interface BenchmarkBase {
  readonly name: string
  /** Fractions, 0.03 for 3%. */
  readonly tolerance: number
  readonly detect: number
}

export interface HttpBenchmark extends BenchmarkBase {
  readonly kind: 'http'
  readonly service: string
  /** Sent in turn, one after the other, at least one. */
  readonly requests: readonly Request[]
  /** Each level is a series of its own. */
  readonly connections: readonly number[]
  /** Statuses that count as an answer, never none: where the user names none, all from 200 to 299. */
  readonly expect: { readonly status: readonly number[] }
  /** A request without an answer by then is a timeout error. */
  readonly timeout: number
}

export interface CommandBenchmark extends BenchmarkBase {
  readonly kind: 'command'
  readonly command: string
  readonly prepare?: string
  /** Absolute folder the command runs in. */
  readonly directory: string
  /** Values are unexpanded, as those of a service. */
  readonly env: Readonly<Record<string, string>>
}

export interface Request {
  /** In upper case. */
  readonly method: string
  /** Path and query, printable ASCII. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Bytes to send, already encoded (JSON bodies) or read (bodyFile). */
  readonly body?: Uint8Array
}
