/** The example of the design, which documents every kind of key. Directories and commands need not exist but `.`. */
export const DESIGN_EXAMPLE = `cores: auto                     # or [1, 2, 4]
services:
  api:
    directory: .                # where build and start run
    build: go build -o bin/api ./cmd/api     # once per commit; may be left out
    start: ./bin/api            # gets PORT, HOST, CORES, see below
    runtime: go                 # node | go | python; detected where left out
    ready: /healthz             # a path answering below 500, or nothing: the port accepts
    startTimeout: 30s
    env: { DB_POOL: "$CORES" }
benchmarks:
  checkout:
    service: api
    request: { method: POST, path: /checkout, headers: {}, body: { sku: 1 } }   # or bodyFile; or a list of requests
    connections: 16             # or [16, 256]: each level is a series of its own
    expect: { status: 200 }     # anything else is an error, and errors are never throughput
    tolerance: 3%               # a smaller loss never alarms
    detect: 10%                 # a larger loss must not slip through
  import:
    command: ./bin/import data.csv --workers $CORES
    prepare: rm -rf out
baseline: { branch: corecurve, keep: 1000 }
`
