import { afterEach, describe, expect, it } from 'vitest'
import { theMetronome } from '../../src/load/metronome.ts'

afterEach(() => theMetronome().stop())

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** When it beat, ms from its start. */
async function beatsOf(times: readonly number[], milliseconds: number, onBeat = () => {}): Promise<number[]> {
  const metronome = theMetronome()
  await metronome.ready()
  const start = performance.now() + 5
  const beats: number[] = []
  metronome.start(Float64Array.from(times), {
    start,
    beat() {
      beats.push(performance.now() - start)
      onBeat()
    },
  })
  await sleep(milliseconds)
  return beats
}

describe('the metronome', () => {
  it('beats after each time that it is given, never before', async () => {
    const times = [0.3, 7.7, 20.1, 41.9]
    const beats = await beatsOf(times, 150)
    expect(beats.length).toBeLessThanOrEqual(times.length)
    for (const [index, beat] of beats.entries()) expect(beat).toBeGreaterThanOrEqual(times[index] as number)
    expect(beats.at(-1)).toBeGreaterThanOrEqual(41.9)
  })

  it('has one beat for times that lie close together', async () => {
    const times = Array.from({ length: 1000 }, (_, index) => 10 + index / 10_000)
    const beats = await beatsOf(times, 100)
    expect(beats.length).toBeGreaterThan(0)
    expect(beats.length).toBeLessThan(4)
  })

  it('has no beat for what was attended to', async () => {
    const beats = await beatsOf([1, 20, 30, 40], 120, () => theMetronome().passed(4))
    expect(beats).toHaveLength(1)
  })

  it('stops when it is told to, and begins anew', async () => {
    const stopped = await beatsOf([1, 60, 70], 100, () => theMetronome().stop())
    expect(stopped).toHaveLength(1)
    expect((await beatsOf([1], 60)).length).toBe(1)
  })
})
