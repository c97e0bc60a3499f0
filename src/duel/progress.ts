/** How a measurement tells people what it is doing. Implemented by the entries. */
export interface Progress {
  /** One line worth keeping. */
  say(line: string): void
  /** Where the measurement stands; `secondsLeft` is absent until it can be known. */
  advance(state: ProgressState): void
  /** The live part is over; what follows is output. */
  finish(): void
}

export interface ProgressState {
  readonly done: number
  readonly total: number
  readonly label: string
  readonly secondsLeft?: number
}

/** Says nothing. */
export const silentProgress: Progress = { say() {}, advance() {}, finish() {} }
