import type { ConfigEntry } from './configuration.ts'

/** What git needs to reach a server: headers, proxies, certificates, helpers, rewritten addresses. */
const TRANSPORT = /^(?:(?:http|credential|url|ssh|protocol)\.|core\.(?:sshcommand|askpass|gitproxy)$)/

/**
 * What the checkout's git knows about reaching servers and a temporary repository's does not: the checkout's own
 * configuration (where actions/checkout persists its credentials) and files included only for its folder.
 * What both see (the user's and the system's files) is left out, so that no header is sent twice.
 */
export function borrowedConfiguration(
  checkout: readonly ConfigEntry[],
  temporary: readonly ConfigEntry[],
): ConfigEntry[] {
  const seen = new Map<string, number>()
  for (const entry of temporary) seen.set(identity(entry), (seen.get(identity(entry)) ?? 0) + 1)
  return checkout.filter((entry) => {
    const left = seen.get(identity(entry)) ?? 0
    if (left > 0) seen.set(identity(entry), left - 1)
    return left === 0 && TRANSPORT.test(entry.key)
  })
}

function identity({ key, value }: ConfigEntry): string {
  return `${key}\n${value}`
}
