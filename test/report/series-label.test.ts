import { expect, test } from 'vitest'
import { markdownSentence } from '../../src/report/markdown.ts'
import { seriesCaption, seriesLabel, togetherLabels } from '../../src/report/series-label.ts'

const http = (connections?: number, quantile?: number) => ({
  name: 'feed',
  kind: 'http' as const,
  connections,
  ...(quantile === undefined ? {} : { measure: { kind: 'gap' as const, quantile } }),
})
const goodput = {
  name: 'feed',
  kind: 'http' as const,
  measure: { kind: 'goodput' as const, deadline: 200 },
}
const words = (all: Parameters<typeof seriesLabel>[1]) =>
  all.map((series) => markdownSentence(seriesLabel(series, all)))

test('a level is named only where the same measure has several', () => {
  expect(words([http(16), http(16, 50), http(16, 99), goodput])).toEqual([
    '`feed`',
    '`feed` p50 gap',
    '`feed` p99 gap',
    '`feed` under overload',
  ])
  expect(words([http(1), http(16), http(16, 99.9)])).toEqual([
    '`feed` with 1 connection',
    '`feed` with 16 connections',
    '`feed` p99.9 gap',
  ])
})

test('the corner of a table says what is measured', () => {
  expect(markdownSentence(seriesCaption(http(16, 99)))).toBe('`feed` · p99 gap · 16 connections')
  expect(markdownSentence(seriesCaption(goodput))).toBe('`feed` · goodput within 200 ms')
})

test('a benchmark is named once where all of its series share a fate, and each series where not', () => {
  const all = [http(1), http(16), goodput, { name: 'search', kind: 'http' as const, connections: 16 }]
  const together = (group: typeof all) => togetherLabels(group, all).map(markdownSentence)
  expect(together([http(1), http(16), goodput])).toEqual(['`feed`'])
  expect(together(all)).toEqual(['`feed`', '`search`'])
  expect(together([http(16), goodput])).toEqual(['`feed` with 16 connections', '`feed` under overload'])
})
