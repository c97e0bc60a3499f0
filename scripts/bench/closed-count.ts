import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * What a closed loop counts: one request at a time on one connection, sent when it is due or, where the one before is
 * still out, after its answer; each latency counts from the actual sending. Milliseconds.
 * @param times when requests are due, milliseconds from now
 */
export async function closedCount(origin: string, times: Iterable<number>): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const start = performance.now()
  const latencies: number[] = []
  for (const due of times) {
    const early = start + due - performance.now()
    if (early > 1) await sleep(early)
    const sent = performance.now()
    await answered(origin, agent)
    latencies.push(performance.now() - sent)
  }
  agent.destroy()
  return latencies
}

function answered(origin: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(origin, { agent }, (response) => {
      response.once('end', resolve).resume()
    }).once('error', reject)
  })
}
