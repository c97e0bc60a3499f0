/** Where the connections of a target go, from its origin (`http://127.0.0.1:8080`). */
export function addressOf(origin: string): {
  readonly host: string
  readonly port: number
  /** As the header `host` has it. */
  readonly authority: string
} {
  const { hostname, port, host } = new URL(origin)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 80 : Number(port),
    authority: host,
  }
}
