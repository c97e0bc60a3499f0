import { describe, expect, test } from 'vitest'
import { plotSpeedup } from '../../src/report/plot.ts'

const chart = (cores: number[], head: number[]) => ({
  label: 'checkout',
  speedup: { unit: 'speedup', cores, head },
})
const look = { columns: 80, colour: false }
const columnsOf = (line: string, sign: string) =>
  [...line].flatMap((char, index) => (char === sign ? [index] : []))

describe('the plot of a speedup', () => {
  test('places core counts at their true distances', () => {
    const lines = plotSpeedup(chart([1, 2, 4, 8], [1, 2, 4, 8]), look).split('\n')
    const axis = lines.find((line) => line.includes('┴'))!
    const [one, two, four, eight] = columnsOf(axis, '┴') as [number, number, number, number]
    expect((four - two) / (two - one)).toBeCloseTo(2, 0)
    expect((eight - four) / (two - one)).toBeCloseTo(4, 0)
  })

  test('shows a flat curve flat and an ideal curve on the diagonal', () => {
    const rows = (head: number[]) =>
      plotSpeedup(chart([1, 2, 4], head), look)
        .split('\n')
        .filter((line) => /[│┤]/.test(line))
        .flatMap((line, row) => columnsOf(line, '●').map(() => row))
    expect(new Set(rows([1, 1, 1])).size).toBe(1)
    expect(new Set(rows([1, 2, 4])).size).toBe(3)
    expect(rows([1, 2, 4])[0]).toBe(0)
  })

  test('keeps to ASCII where it must', () => {
    expect(plotSpeedup(chart([1, 2, 4], [1, 1.9, 3.1]), { ...look, unicode: false })).toMatch(
      /^[\x20-\x7e\n]+$/,
    )
  })

  test('says nothing where there is nothing to compare', () => {
    expect(plotSpeedup(chart([1], [1]), look)).toBe('')
    expect(plotSpeedup({ label: 'x' }, look)).toBe('')
    expect(plotSpeedup(chart([1, 2], [1, 2]), { ...look, columns: 20 })).toBe('')
  })

  test('holds 4096 cores', () => {
    const lines = plotSpeedup(chart([1, 64, 4096], [1, 50, 900]), look).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  test('holds a speedup that nobody measured', () => {
    const lines = plotSpeedup(chart([1, 2], [1, 1e9]), look).split('\n')
    expect(lines.length).toBeLessThan(20)
    expect(lines.join('\n')).not.toMatch(/\de\d/)
  })
})
