import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { parseCpuList } from '../../src/host/cpu-list.ts'
import { readTopology } from '../../src/host/read-topology.ts'
import type { Topology } from '../../src/host/topology.ts'
import { fileTree } from './file-tree.ts'

const cpuFolder = 'sys/devices/system/cpu'
const taskset = { 'bin/taskset': '#!/bin/sh\n' }

async function readFrom(files: Readonly<Record<string, string>>): Promise<Topology> {
  await using tree = await fileTree(files)
  const { root } = tree
  return await readTopology({
    proc: `${root}/proc`,
    sys: `${root}/sys`,
    path: `${root}/bin`,
    platform: 'linux',
  })
}

function allowed(list: string): Record<string, string> {
  return {
    'proc/self/status': `Name:\tnode\nCpus_allowed:\tf\nCpus_allowed_list:\t${list}\nMems_allowed:\t1\n`,
  }
}

function cpu(id: number, files: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, value]) => [`${cpuFolder}/cpu${id}/topology/${name}`, `${value}\n`]),
  )
}

describe('cores', () => {
  test('SMT siblings are recognised by the list of siblings', async () => {
    const topology = await readFrom({
      ...allowed('0-3'),
      ...cpu(0, { thread_siblings_list: '0,2', core_id: 0, physical_package_id: 0 }),
      ...cpu(1, { thread_siblings_list: '1,3', core_id: 1, physical_package_id: 0 }),
      ...cpu(2, { thread_siblings_list: '0,2', core_id: 0, physical_package_id: 0 }),
      ...cpu(3, { thread_siblings_list: '1,3', core_id: 1, physical_package_id: 0 }),
    })
    expect(topology.cpus.map((each) => each.core)).toEqual([0, 1, 0, 1])
  })

  test('cores of two clusters that bear the same number are told apart', async () => {
    const topology = await readFrom({
      ...allowed('0-1'),
      ...cpu(0, { thread_siblings_list: '0', core_id: 0, physical_package_id: 0 }),
      ...cpu(1, { thread_siblings_list: '1', core_id: 0, physical_package_id: 0 }),
    })
    expect(topology.cpus.map((each) => each.core)).toEqual([0, 1])
  })

  test('core and package numbers serve where there is no list of siblings', async () => {
    const topology = await readFrom({
      ...allowed('4,9'),
      ...cpu(4, { core_id: 7, physical_package_id: 1 }),
      ...cpu(9, { core_id: 7, physical_package_id: 0 }),
    })
    expect(topology.cpus).toEqual([
      { id: 4, core: 7, package: 1 },
      { id: 9, core: 7, package: 0 },
    ])
  })

  test('CPUs that nothing is known of are cores of their own, in package 0', async () => {
    const topology = await readFrom({
      ...allowed('0,5'),
      ...cpu(5, { core_id: -1, physical_package_id: -1 }),
    })
    expect(topology.cpus).toEqual([
      { id: 0, core: 0, package: 0 },
      { id: 5, core: 5, package: 0 },
    ])
  })

  test('CPUs of the mask that are not online do not count', async () => {
    const topology = await readFrom({ ...allowed('0-127'), [`${cpuFolder}/online`]: '0-1,3\n' })
    expect(topology.cpus.map((each) => each.id)).toEqual([0, 1, 3])
  })
})

describe('pinning', () => {
  test('is to be had where taskset can be executed', async () => {
    expect(await readFrom({ ...allowed('0'), ...taskset })).toMatchObject({ pinnable: true })
  })

  test('is not to be had without taskset', async () => {
    expect(await readFrom(allowed('0'))).toMatchObject({ pinnable: false })
  })

  test('is not to be had where the mask cannot be read', async () => {
    const topology = await readFrom(taskset)
    expect(topology.pinnable).toBe(false)
    expect(topology.cpus).toHaveLength(availableParallelism())
  })

  test('is not to be had outside Linux, where each CPU is a core', async () => {
    const topology = await readTopology({ platform: 'darwin' })
    expect(topology.pinnable).toBe(false)
    expect(topology.cpus).toHaveLength(availableParallelism())
    expect(topology.cpus[0]).toEqual({ id: 0, core: 0, package: 0 })
  })
})

describe('the quota', () => {
  const v2 = {
    ...allowed('0-7'),
    'proc/self/mountinfo': '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n',
  }
  const v1 = {
    ...allowed('0-7'),
    'proc/self/mountinfo': [
      '31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755',
      '32 31 0:29 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset',
      '33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
    ].join('\n'),
    'proc/self/cgroup': '5:cpuset:/other\n4:cpuacct,cpu:/jobs/one\n0::/\n',
  }

  test('is absent where nothing limits us', async () => {
    const topology = await readFrom({
      ...v2,
      'proc/self/cgroup': '0::/jobs\n',
      'sys/fs/cgroup/jobs/cpu.max': 'max 100000\n',
    })
    expect(topology).not.toHaveProperty('quota')
  })

  test('is that of our own cgroup in version 2', async () => {
    const topology = await readFrom({
      ...v2,
      'proc/self/cgroup': '0::/jobs/one\n',
      'sys/fs/cgroup/jobs/one/cpu.max': '150000 100000\n',
      'sys/fs/cgroup/jobs/two/cpu.max': '50000 100000\n',
    })
    expect(topology.quota).toBe(1.5)
  })

  test('is the smallest of all ancestors', async () => {
    const topology = await readFrom({
      ...v2,
      'proc/self/cgroup': '0::/jobs/one/step\n',
      'sys/fs/cgroup/jobs/cpu.max': '200000 100000\n',
      'sys/fs/cgroup/jobs/one/cpu.max': 'max 100000\n',
      'sys/fs/cgroup/jobs/one/step/cpu.max': '370000 100000\n',
    })
    expect(topology.quota).toBe(2)
  })

  test('stands at the mount point of a container with a cgroup namespace', async () => {
    const topology = await readFrom({
      ...v2,
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/cpu.max': '25000 10000\n',
    })
    expect(topology.quota).toBe(2.5)
  })

  test('stands at the mount point where our cgroup lies outside of what we see', async () => {
    const topology = await readFrom({
      ...v2,
      'proc/self/cgroup': '0::/../sibling\n',
      'sys/fs/cgroup/cpu.max': '300000 100000\n',
    })
    expect(topology.quota).toBe(3)
  })

  test('is found below a mount that shows only a part of the hierarchy', async () => {
    const topology = await readFrom({
      ...v2,
      'proc/self/mountinfo': '30 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw\n',
      'proc/self/cgroup': '0::/docker/abc/step\n',
      'sys/fs/cgroup/step/cpu.max': '100000 100000\n',
    })
    expect(topology.quota).toBe(1)
  })

  test('is that of our own cgroup in version 1', async () => {
    const topology = await readFrom({
      ...v1,
      'sys/fs/cgroup/cpu,cpuacct/jobs/one/cpu.cfs_quota_us': '370000\n',
      'sys/fs/cgroup/cpu,cpuacct/jobs/one/cpu.cfs_period_us': '100000\n',
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '-1\n',
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
    })
    expect(topology.quota).toBe(3.7)
  })

  test('is the smallest of all ancestors in version 1', async () => {
    const topology = await readFrom({
      ...v1,
      'sys/fs/cgroup/cpu,cpuacct/jobs/one/cpu.cfs_quota_us': '-1\n',
      'sys/fs/cgroup/cpu,cpuacct/jobs/one/cpu.cfs_period_us': '100000\n',
      'sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_quota_us': '100000\n',
      'sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_period_us': '50000\n',
    })
    expect(topology.quota).toBe(2)
  })

  test('is the smaller one where both versions are mounted', async () => {
    const topology = await readFrom({
      ...v1,
      'proc/self/mountinfo': `${v1['proc/self/mountinfo']}\n34 31 0:31 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n`,
      'sys/fs/cgroup/unified/cpu.max': '400000 100000\n',
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '600000\n',
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
    })
    expect(topology.quota).toBe(4)
  })
})

test('on this machine the CPUs are those of our affinity', async () => {
  const answer = execFileSync('taskset', ['-c', '-p', `${process.pid}`], { encoding: 'utf8' })
  const { cpus, pinnable } = await readTopology()
  expect(cpus.map((each) => each.id)).toEqual(parseCpuList(answer.slice(answer.lastIndexOf(':') + 1)))
  expect(pinnable).toBe(true)
})
