export const BRANCH_ALLOWED =
  'the name of a git branch, such as corecurve or perf/baseline: no spaces, no "..", none of ~^:?*[\\, no "/" or "-" first, no ".lock" last, no refs/ before it'

/** Whether git takes `name` as a branch: the rules of git-check-ref-format(1) with --branch. */
export function isGitBranchName(name: string): boolean {
  if (name === '' || name === '@' || name === 'HEAD' || name.length > 200) return false
  if (/[\u0000- \u007f~^:?*[\\]/.test(name) || /\.\.|@\{|\/\//.test(name)) return false
  // A full ref would become refs/heads/refs/…, which git allows and nobody means.
  if (/^[-/]|^refs\/|[./]$/.test(name)) return false
  return name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'))
}
