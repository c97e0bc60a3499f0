import http from 'node:http'
import { UserError } from '../user-error.ts'

/** Services under test are on this machine, whatever lies between it and GitHub. */
const HERE = ['localhost', '127.0.0.1', '::1']

/**
 * Has `fetch` go through the proxy that the runner of an own machine was given, for all but this machine and what
 * `no_proxy` names. A Node before 24.14 cannot: the log says so. Throws a UserError for a proxy that is no address.
 */
export function useProxy(
  env: Readonly<Record<string, string | undefined>>,
  warn: (line: string) => void,
): Disposable {
  const either = (name: string) => env[name] || env[name.toUpperCase()] || undefined
  const http_proxy = withScheme(either('http_proxy'))
  const https_proxy = withScheme(either('https_proxy'))
  if (http_proxy === undefined && https_proxy === undefined) return { [Symbol.dispose]() {} }
  // Older ones are not of the types' mind.
  const use: typeof http.setGlobalProxyFromEnv | undefined = http.setGlobalProxyFromEnv
  if (use === undefined) {
    warn(
      'GitHub is asked without the proxy that is set: the Node of this runner is too old for it. Update the runner.',
    )
    return { [Symbol.dispose]() {} }
  }
  const no_proxy = [either('no_proxy'), ...HERE].filter((part) => part !== undefined).join(',')
  try {
    return { [Symbol.dispose]: use({ http_proxy, https_proxy, no_proxy }) }
  } catch {
    // The value stays out of the message: it may hold a password.
    throw new UserError(
      'http_proxy or https_proxy is not the address of a proxy, such as http://proxy.example:3128.',
    )
  }
}

/** Other tools, the runner's among them, take `proxy.example:3128` as well. */
function withScheme(proxy: string | undefined): string | undefined {
  return proxy === undefined || /^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`
}
