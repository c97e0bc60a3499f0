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

/** Every key of the regimes beside the closed loop, and of the requests and commands that go with them. */
export const REGIMES_EXAMPLE = `services: { api: { start: ./bin/api } }
benchmarks:
  shop:
    service: api
    request:
      - { path: /browse, weight: 8 }
      - { method: POST, path: "/checkout?cores=$CORES", headers: { x-cores: "\${CORES}" }, body: { sku: 1 }, weight: 2 }
    connections: [1, 16, 256]
    expect: { status: 200, headers: { content-type: application/json }, body: { contains: ok, json: { items.0.sku: 1 } } }
    latency: { rate: 70%, quantiles: [50, 99], arrivals: poisson, tolerance: 10%, detect: 25% }
    overload: { rate: 150%, deadline: 200ms, arrivals: constant, tolerance: 10%, detect: 25% }
  browse:
    service: api
    latency: { rate: 500/s, quantiles: 99.9 }
    overload: { rate: 5000/s }
  defaults: { service: api, latency: {}, overload: {} }
  prices:
    service: api
    stream: { count: lines, quantiles: [50, 99], tolerance: 10%, detect: 25% }
  import:
    command: ./bin/import $CORES
    prepare: rm -rf out
    setup: ./bin/fill data.db
    cleanup: rm -f data.db
    warmUp: 0
`
