import { describe, expect, test } from 'vitest'
import { type HostFacts, hostKey, osImage, releaseLine } from '../../src/host/host-key.ts'

const facts: HostFacts = {
  cpu: 'AMD EPYC 7763 64-Core Processor',
  cpus: 4,
  threadsPerCore: 2,
  arch: 'x64',
  os: 'ubuntu 24.04 (ubuntu24)',
  kernel: '6.11',
  runtimes: { go: 'go1.26.8', node: 'v24.21.0' },
}

describe('the host key', () => {
  test('is sixteen hexadecimal digits and stays the same from release to release', () => {
    expect(hostKey(facts)).toBe('729e90d0386c9cf0')
  })

  test('does not depend on the order of facts', () => {
    const reversed = Object.fromEntries(Object.entries(facts).reverse()) as unknown as HostFacts
    expect(hostKey({ ...reversed, runtimes: { node: 'v24.21.0', go: 'go1.26.8' } })).toBe(hostKey(facts))
  })

  test.each<[string, Partial<HostFacts>]>([
    ['the CPU model', { cpu: 'AMD EPYC 9V74 80-Core Processor' }],
    ['the CPU count', { cpus: 8 }],
    ['a quota', { cpus: 3.5 }],
    ['the threads per core', { threadsPerCore: 1 }],
    ['the architecture', { arch: 'arm64' }],
    ['the operating system', { os: 'ubuntu 22.04 (ubuntu22)' }],
    ['the kernel line', { kernel: '6.14' }],
    ['a runtime version', { runtimes: { go: 'go1.26.9', node: 'v24.21.0' } }],
    ['a runtime that is no longer in use', { runtimes: { go: 'go1.26.8' } }],
  ])('changes with %s', (_, change) => {
    expect(hostKey({ ...facts, ...change })).not.toBe(hostKey(facts))
  })

  test('does not change with what is none of the facts', () => {
    const chatty = { ...facts, hostname: 'fv-az1', kernelBuild: '#18~24.04' }
    expect(hostKey(chatty)).toBe(hostKey(facts))
  })
})

test.each([
  ['6.18.44-fc', '6.18'],
  ['6.11.0-1018-azure', '6.11'],
  ['24.04', '24.04'],
  ['3.20.3', '3.20'],
  ['12', '12'],
  ['', ''],
  ['rolling', 'rolling'],
])('the release line of %j is %j', (version, line) => {
  expect(releaseLine(version)).toBe(line)
})

test.each([
  [{ ID: 'ubuntu', VERSION_ID: '24.04' }, 'ubuntu24', 'ubuntu 24.04 (ubuntu24)'],
  [{ ID: 'alpine', VERSION_ID: '3.20.3' }, undefined, 'alpine 3.20'],
  [{ ID: 'arch' }, '', 'arch'],
  [{}, undefined, ''],
])('the image of %j on a runner %j is %j', (osRelease, imageOs, image) => {
  expect(osImage(new Map(Object.entries(osRelease)), imageOs)).toBe(image)
})
