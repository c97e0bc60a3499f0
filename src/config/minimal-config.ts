/** The smallest useful configuration, shown to whoever has none yet. */
export const MINIMAL_CONFIG = `services:
  api:
    start: node server.js # listens on $PORT
benchmarks:
  home:
    service: api
    request: { path: / }
`
