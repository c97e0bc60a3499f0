import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { watchStandstill } from '../../src/load/watch-standstill.ts'

describe('a standstill', () => {
  it('is told where the clock jumped', async () => {
    let jumped = 0
    const watch = watchStandstill(() => performance.now() + jumped)
    await delay(120)
    jumped = 60_000
    await delay(120)
    expect(watch.end()).toBeGreaterThan(59)
    expect(watch.end()).toBeLessThan(62)
  })

  it('is told where nothing ran here, the end of the watch included', () => {
    const watch = watchStandstill()
    const end = performance.now() + 400
    while (performance.now() < end);
    expect(watch.end()).toBeGreaterThan(0.3)
  })

  it('is not told where only an answer was waited for', async () => {
    const watch = watchStandstill()
    await delay(1500)
    expect(watch.end()).toBeLessThan(1)
  })
})
