// A neighbour that burns CPU in random bursts, unpinned, until its standard input ends: it cannot outlive its starter.
import { setTimeout as delay, setImmediate as soon } from 'node:timers/promises'

let over = false
process.stdin.resume()
process.stdin.on('end', () => {
  over = true
  process.exit(0)
})
// Closed rather than ended where the starter was killed.
process.stdin.on('close', () => process.exit(0))

/** Exponential with a mean of 0.8 s, cut to 0.2 s to 2 s. */
function phase(): number {
  return Math.min(2000, Math.max(200, -800 * Math.log(1 - Math.random())))
}

async function burn(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds
  let value = 1
  while (performance.now() < end && !over) {
    const piece = performance.now() + 5
    while (performance.now() < piece) for (let step = 0; step < 10_000; step++) value = Math.sin(value) + 1
    await soon()
  }
}

while (!over) {
  await burn(phase())
  await delay(phase())
}
