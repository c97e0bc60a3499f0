/** The oldest Node that it runs on, as package.json says. */
export const OLDEST_NODE = '22.19'

/** What to do where this Node is older, of which npm only warns; undefined where it is not. */
export function nodeAdvice(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number)
  const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
  return isOld
    ? `This is Node ${version}, and Node ${OLDEST_NODE} or newer is needed. Install a newer one, or run it with npx -p node@24 -p corecurve corecurve.`
    : undefined
}
