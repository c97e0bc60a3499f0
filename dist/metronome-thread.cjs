const importMetaUrl = require('node:url').pathToFileURL(__filename).href;
"use strict";

// src/load/metronome-thread.ts
var import_node_worker_threads = require("node:worker_threads");

// src/load/monotonic-clock.ts
var import_node_process = require("node:process");
function monotonicNow() {
  const [seconds, nanoseconds] = (0, import_node_process.hrtime)();
  return seconds * 1e3 + nanoseconds / 1e6;
}

// src/load/metronome.ts
var STOPPED = 0;
var PASSED = 1;
var BEATING = 2;

// src/load/metronome-thread.ts
var FINEST = 0.5;
import_node_worker_threads.parentPort?.on("message", play);
function play({ times, state }) {
  let next = 0;
  let earliest = 0;
  for (; ; ) {
    next = Math.max(next, Atomics.load(state, PASSED));
    const due = times[next];
    if (due === void 0) return;
    const wait = Math.max(due, earliest) - monotonicNow();
    if (Atomics.wait(state, STOPPED, 0, Math.max(0, wait)) !== "timed-out") return;
    const now = monotonicNow();
    if (now >= due && Atomics.load(state, PASSED) <= next && Atomics.exchange(state, BEATING, 1) === 0)
      import_node_worker_threads.parentPort?.postMessage(0);
    while ((times[next] ?? Number.POSITIVE_INFINITY) <= now) next += 1;
    earliest = now + FINEST;
  }
}
