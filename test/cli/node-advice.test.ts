import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { nodeAdvice, OLDEST_NODE } from '../../src/cli/node-advice.ts'

describe('a Node', () => {
  it.each(['18.20.8', '20.20.2', '22.18.0'])('%s is refused, with what is needed', (version) => {
    expect(nodeAdvice(version)).toContain(`This is Node ${version}, and Node 22.19 or newer is needed.`)
  })

  it.each(['22.19.0', '22.20.1', '24.0.0', '100.1.0'])('%s is taken', (version) => {
    expect(nodeAdvice(version)).toBeUndefined()
  })

  it('is as old at the most as package.json says', async () => {
    const { engines } = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { engines: { node: string } }
    expect(engines.node).toBe(`>=${OLDEST_NODE}`)
  })
})
