import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFigures } from '../../scripts/accuracy/accuracy-page.ts'
import { recordTraces } from '../../scripts/accuracy/record-traces.ts'
import { startNeighbour } from '../../scripts/accuracy/start-neighbour.ts'
import { parseTrace, readTrace, TRACE_KEYS, traceName, writeTrace } from '../../scripts/accuracy/trace.ts'
import { readProcessTree } from '../../src/host/process-tree.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { UserError } from '../../src/user-error.ts'
import { madeUpTraces } from './made-up-traces.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accuracy-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const [madeUp] = madeUpTraces(0.1, seededRandom('trace'))
if (madeUp === undefined) throw new Error('no trace was made up')

describe('a trace', () => {
  it('comes back as it was written, to four digits', async () => {
    await writeTrace(folder, madeUp)
    const read = await readTrace(folder, madeUp)
    expect(read?.rounds.length).toBe(madeUp.rounds.length)
    const [, first] = read?.rounds[0]?.quads[0] ?? []
    const [, written] = madeUp.rounds[0]?.quads[0] ?? []
    expect(first).toBe(Number((written as number).toPrecision(4)))
  })

  it('is nothing where it was not recorded', async () => {
    expect(await readTrace(folder, madeUp)).toBeUndefined()
    expect(await readTrace(join(folder, 'nowhere'), madeUp)).toBeUndefined()
  })

  it('is refused where it is not what its schema says', async () => {
    const text = JSON.stringify({ ...madeUp, cores: 3 })
    expect(() => parseTrace(text, 'go-3-quiet.json')).toThrow(/go-3-quiet.json: is not a trace: cores/)
    await writeFile(join(folder, `${traceName(madeUp)}.json`), '{')
    await expect(readTrace(folder, madeUp)).rejects.toThrow(UserError)
  })

  it('that is committed can be read, and all of them are under a megabyte', async () => {
    const committed = join(import.meta.dirname, '../../fixtures/traces')
    const files = (await readdir(committed).catch(() => [])).filter((name) => name.endsWith('.json'))
    const known = TRACE_KEYS.map((key) => `${traceName(key)}.json`)
    expect(known).toEqual(expect.arrayContaining(files))
    let bytes = 0
    for (const file of files) {
      const path = join(committed, file)
      expect(`${traceName(parseTrace(await readFile(path, 'utf8'), file))}.json`).toBe(file)
      bytes += (await stat(path)).size
    }
    expect(bytes).toBeLessThan(1_000_000)
  })
})

describe('recording', () => {
  const recording = (only: string, said: string[]) =>
    recordTraces({
      folder,
      passes: 1,
      pass: { runs: 2, rounds: 1 },
      only: [only],
      signal: new AbortController().signal,
      say: (line) => void said.push(line),
    })

  it('writes down runs one after the other and the slices of a duel of a service against itself, and goes on where it was', async () => {
    const said: string[] = []
    await recording('node-1-quiet', said)
    const trace = await readTrace(folder, { service: 'node', cores: 1, condition: 'quiet' })
    expect(trace?.rounds).toHaveLength(1)
    expect(trace?.stretches.map(({ runs }) => runs.length)).toEqual([2])
    expect(trace?.rounds[0]?.quads.length).toBeGreaterThanOrEqual(2)
    await recording('node-1-quiet', said)
    expect(said.at(-1)).toMatch(/^0 stretches to record/)
  })

  it('refuses a trace that was begun on another machine', async () => {
    await writeTrace(folder, { ...madeUp, service: 'node', cores: 1 })
    await expect(recording('node-1-quiet', [])).rejects.toThrow(/node-1-quiet was begun on made up/)
  })

  it('says which traces there are where --only names none', async () => {
    await expect(recording('ruby', [])).rejects.toThrow(/go-1-quiet/)
  })

  it('has a neighbour that burns CPU and is gone afterwards', async () => {
    let pid = 0
    {
      await using neighbour = await startNeighbour()
      pid = neighbour.pid
      while ((readProcessTree(pid)?.cpuSeconds ?? 0) < 0.3) await delay(50)
    }
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
  })
})

describe('the page', () => {
  it('keeps what is written by hand, and has its figures written anew', () => {
    const page =
      'Before\n<!-- figures: written by npm run accuracy -->\nold\n<!-- end of figures -->\nAfter\n'
    const once = withFigures(page, 'new', 'page.md')
    expect(once).toBe(
      'Before\n<!-- figures: written by npm run accuracy -->\n\nnew\n\n<!-- end of figures -->\nAfter\n',
    )
    expect(withFigures(once, 'new', 'page.md')).toBe(once)
  })

  it('without its markers is an error that names them', () => {
    expect(() => withFigures('nothing', 'new', 'page.md')).toThrow(/page.md: the lines .*figures/)
  })
})
