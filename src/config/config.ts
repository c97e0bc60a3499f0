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
  /** At least one. Drawn by weight from a seeded sequence that is the same for both arms. */
  readonly requests: readonly Request[]
  /** Each level is a series of its own. */
  readonly connections: readonly number[]
  readonly expect: Expectation
  /** A request without an answer by then is a timeout error. */
  readonly timeout: number
  /** Where declared, responses are long-lived streams, and throughput is events per second. */
  readonly stream?: StreamLoad
  readonly latency?: LatencyLoad
  readonly overload?: OverloadLoad
}

/** What counts as an answer. Anything else is an error. */
export interface Expectation {
  /** Never none: where the user names none, all from 200 to 299. */
  readonly status: readonly number[]
  /** Values that headers must have, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: {
    /** Text that the body must contain. */
    readonly contains?: string
    /** Values that a JSON body must have, by path such as `items.0.sku`. */
    readonly json?: Readonly<Record<string, unknown>>
  }
}

/** How fast requests are offered: so many a second, or a share of base's capacity at the core count (0.7 for 70%). */
export type Rate =
  | { readonly kind: 'absolute'; readonly perSecond: number }
  | { readonly kind: 'share'; readonly ofCapacity: number }

export type Arrivals = 'poisson' | 'constant'

/** Open loop: requests are sent when they are due, whatever has been answered. */
export interface LatencyLoad {
  readonly rate: Rate
  readonly arrivals: Arrivals
  /** Percentiles in ascending order, above 0 and below 100; each is a series of its own. */
  readonly quantiles: readonly number[]
  /** Fractions, of latency: a smaller growth never alarms, a larger one must not slip through. */
  readonly tolerance: number
  readonly detect: number
}

/** More than the service can do: what it still answers in time, and how soon it is well again. */
export interface OverloadLoad {
  readonly rate: Rate
  readonly arrivals: Arrivals
  /** An answer later than this after its intended send time is not good. Milliseconds. */
  readonly deadline: number
  readonly tolerance: number
  readonly detect: number
}

/** What one event of a stream is: a line (NDJSON), a server-sent event, or a chunk of the transfer coding. */
export type StreamUnit = 'lines' | 'events' | 'chunks'

export interface StreamLoad {
  readonly count: StreamUnit
  /** Percentiles of the gaps between events, as those of a latency; each is a series of its own. */
  readonly quantiles: readonly number[]
  /** Fractions, of the gap. */
  readonly tolerance: number
  readonly detect: number
}

export interface CommandBenchmark extends BenchmarkBase {
  readonly kind: 'command'
  readonly command: string
  /** Before each timed run. */
  readonly prepare?: string
  /** Once before the first and once after the last timed run of a visit. */
  readonly setup?: string
  readonly cleanup?: string
  /** Runs before the timed ones. */
  readonly warmUp: number
  /** Absolute folder the command runs in. */
  readonly directory: string
  /** Values are unexpanded, as those of a service. */
  readonly env: Readonly<Record<string, string>>
}

export interface Request {
  /** In upper case. */
  readonly method: string
  /** Path and query, printable ASCII. As in headers and in a declared body, `$CORES` is expanded when load begins. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** How often this request is drawn, against the weights of the others. */
  readonly weight: number
  readonly body?: RequestBody
}

export type RequestBody =
  /** Declared in the file, encoded; expanded when load begins. */
  | { readonly kind: 'declared'; readonly text: string }
  /** The bytes of `bodyFile`. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** The lines of `bodyFrom`, at least one, sent in turn and over again. */
  | { readonly kind: 'cycle'; readonly bodies: readonly Uint8Array[] }
