/** What obtaining a program needs of the world. */
export interface ToolWorld {
  /** Less everything that programs which we run must not see. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** Whether we are root. */
  readonly root: boolean
  /** “linux-x64”. */
  readonly platform: string
}
