import { release } from 'node:os'
import { describe, expect, test } from 'vitest'
import { describeHost, label, parseOsRelease } from '../../src/host/describe-host.ts'
import { planCpus } from '../../src/host/plan-cpus.ts'
import { readTopology } from '../../src/host/read-topology.ts'
import type { Topology } from '../../src/host/topology.ts'
import { type Host, hostSchema } from '../../src/result/shared-schema.ts'
import { fileTree } from './file-tree.ts'
import { bigServer, hostedRunner } from './machines.ts'

const files = {
  'proc/cpuinfo': 'processor\t: 0\nmodel name\t: AMD EPYC 7763\n',
  'etc/os-release': 'PRETTY_NAME="Ubuntu 24.04.2 LTS"\nID=ubuntu\nVERSION_ID="24.04"\n',
}

async function describeFrom(
  topology: Topology,
  changed: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Host> {
  await using tree = await fileTree({ ...files, ...changed })
  return await describeHost({
    topology,
    plan: planCpus(topology),
    runtimes: { go: 'go1.26.8' },
    env,
    proc: `${tree.root}/proc`,
    etc: `${tree.root}/etc`,
  })
}

test('a hosted runner is described as a result tells it', async () => {
  expect(await describeFrom(hostedRunner)).toMatchObject({
    cpu: 'AMD EPYC 7763',
    cpus: 4,
    physicalCores: 2,
    threadsPerCore: 2,
    os: 'Ubuntu 24.04.2 LTS',
    kernel: release(),
    runtimes: { go: 'go1.26.8' },
    programCpus: [0, 2, 1],
    generatorCpus: [3],
  })
})

test('within a quota only the CPUs that are given out count', async () => {
  expect(await describeFrom({ ...bigServer, quota: 3.7 })).toMatchObject({
    cpus: 3,
    physicalCores: 3,
    threadsPerCore: 2,
  })
})

describe('the key', () => {
  test('survives a patch of the operating system and a new build of the runner image', async () => {
    const before = await describeFrom(hostedRunner, {}, { ImageOS: 'ubuntu24', ImageVersion: '20260810.1.0' })
    const after = await describeFrom(
      hostedRunner,
      { 'etc/os-release': files['etc/os-release'].replace('24.04.2', '24.04.3') },
      { ImageOS: 'ubuntu24', ImageVersion: '20260817.2.0' },
    )
    expect(after.key).toBe(before.key)
  })

  test('tells a hosted image from an own machine', async () => {
    const hosted = await describeFrom(hostedRunner, {}, { ImageOS: 'ubuntu24' })
    expect((await describeFrom(hostedRunner)).key).not.toBe(hosted.key)
  })

  test('tells quotas apart that give the same whole CPUs', async () => {
    const { key } = await describeFrom({ ...hostedRunner, quota: 1.5 })
    expect((await describeFrom({ ...hostedRunner, quota: 1.9 })).key).not.toBe(key)
  })

  test('does not see a quota above the CPUs there are', async () => {
    const { key } = await describeFrom({ ...hostedRunner, quota: 16 })
    expect((await describeFrom(hostedRunner)).key).toBe(key)
  })
})

test('this machine fits the schema, and has the same key when asked again', async () => {
  const topology = await readTopology()
  const sources = { topology, plan: planCpus(topology), runtimes: {}, env: {} }
  const host = await describeHost(sources)
  expect(hostSchema.parse(host)).toEqual(host)
  expect(host.cpu).not.toBe('unknown')
  expect((await describeHost(sources)).key).toBe(host.key)
})

test('what a machine says of itself becomes one line of plain text', async () => {
  const host = await describeFrom(hostedRunner, {
    'etc/os-release': `ID=x\nPRETTY_NAME="  Evil\u001b[31m\u202eLinux\t${'9'.repeat(300)}"\n`,
  })
  expect(host.os).toBe(`Evil [31m Linux ${'9'.repeat(184)}`)
  expect(label('\u0000\n')).toBe('unknown')
})

test('os-release is read with and without quotes', () => {
  expect(
    Object.fromEntries(parseOsRelease(`# a comment\nID=debian\nNAME='A B'\nVERSION="a \\"b\\" \\$c"\nodd\n`)),
  ).toEqual({
    ID: 'debian',
    NAME: 'A B',
    VERSION: 'a "b" $c',
  })
})
