/** One broken rule. */
export interface Finding {
  /** Relative to the tree. */
  readonly file: string
  /** Counted from 1; undefined where the whole file or folder is meant. */
  readonly line: number | undefined
  readonly rule: 'tier' | 'room' | 'purity' | 'cycle' | 'worker' | 'missing' | 'computed' | 'readme'
  /** What was found. */
  readonly found: string
  /** What to do about it. */
  readonly remedy: string
}

/** `src/report/view.ts:3: tier: found. remedy` */
export function wordFinding(directory: string, finding: Finding): string {
  const line = finding.line === undefined ? '' : `:${finding.line}`
  return `${directory}/${finding.file}${line}: ${finding.rule}: ${finding.found}.\n    ${finding.remedy}.`
}
