import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  generatorCpusAt,
  generatorThreads,
  isColocated,
  planCpus,
  reserveUnused,
} from '../../src/host/plan-cpus.ts'
import type { LogicalCpu, Topology } from '../../src/host/topology.ts'
import { bigServer, hostedRunner, machine, masked, singleThreaded, twoPackages } from './machines.ts'

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

describe('CPUs of known machines', () => {
  test.each([
    ['one CPU is shared by the program and the generator', singleThreaded(1), [0], [0], true],
    ['two CPUs are shared too', singleThreaded(2), [0, 1], [0, 1], true],
    ['of three cores the generator gets the last', singleThreaded(3), [0, 1], [2], false],
    ['a hosted runner gives programs both cores, then one sibling', hostedRunner, [0, 2, 1], [3], false],
    ['of eight cores the generator gets the last', singleThreaded(8), range(0, 6), [7], false],
    [
      'a server fills its packages one after the other, then the siblings in the same order',
      bigServer,
      range(0, 62),
      [63],
      false,
    ],
    [
      'a package is filled before the next one, however CPUs are numbered',
      twoPackages,
      [0, 2, 1],
      [3],
      false,
    ],
    ['holes in the mask stay holes', masked(singleThreaded(8), [1, 4, 6, 7]), [1, 4, 6], [7], false],
    [
      'a core whose sibling the generator gets comes after the other cores',
      masked(hostedRunner, [0, 1, 2]),
      [2, 0],
      [1],
      false,
    ],
    ['siblings alone are still two CPUs', masked(hostedRunner, [0, 1]), [0, 1], [0, 1], true],
  ])('%s', (_, topology, programCpus, generatorCpus, colocated) => {
    expect(planCpus(topology)).toEqual({ programCpus, generatorCpus, colocated, pinnable: true })
  })
})

describe('CPUs that no core count uses', () => {
  const reserved = (topology: Topology, largest: number) => {
    const { programCpus, generatorCpus } = reserveUnused(planCpus(topology), topology, largest)
    return { programCpus, generatorCpus }
  }

  test('are the generator’s, four at the most with its own', () => {
    expect(reserved(singleThreaded(8), 5)).toEqual({ programCpus: range(0, 4), generatorCpus: [7, 6, 5] })
    expect(reserved(singleThreaded(8), 2)).toEqual({ programCpus: [0, 1], generatorCpus: [7, 6, 5, 4] })
  })

  test('stay idle where they share a physical core with a program', () => {
    expect(reserved(hostedRunner, 2)).toEqual({ programCpus: [0, 2], generatorCpus: [3] })
    expect(reserved(bigServer, 40).generatorCpus).toEqual([63])
  })

  test('are none where the largest core count takes them all, and where two CPUs are shared', () => {
    expect(reserved(singleThreaded(8), 7)).toEqual({ programCpus: range(0, 6), generatorCpus: [7] })
    expect(reserved(singleThreaded(2), 1)).toEqual({ programCpus: [0, 1], generatorCpus: [0, 1] })
  })

  test('give the generator as many threads', () => {
    const plan = reserveUnused(planCpus(singleThreaded(8)), singleThreaded(8), 4)
    expect([1, 2, 4].map((cores) => generatorThreads(plan, cores))).toEqual([4, 4, 4])
  })
})

describe('a cgroup quota', () => {
  test.each([
    [0.5, [0], [0]],
    [1.5, [0], [0]],
    [2, [0, 1], [0, 1]],
    [3.7, [0, 1], [7]],
    [8, range(0, 6), [7]],
    [100, range(0, 6), [7]],
  ])('of %d on eight cores is counted in whole CPUs', (quota, programCpus, generatorCpus) => {
    expect(planCpus({ ...singleThreaded(8), quota })).toMatchObject({ programCpus, generatorCpus })
  })

  test('leaves programs distinct cores, away from the generator', () => {
    expect(planCpus({ ...bigServer, quota: 3.7 })).toMatchObject({ programCpus: [0, 1], generatorCpus: [63] })
  })
})

test('what cannot be pinned is planned all the same and says so', () => {
  expect(planCpus({ ...singleThreaded(4), pinnable: false })).toMatchObject({
    programCpus: [0, 1, 2],
    pinnable: false,
  })
})

describe('on any machine', () => {
  const cpus: fc.Arbitrary<LogicalCpu[]> = fc
    .uniqueArray(fc.nat(127), { minLength: 1, maxLength: 64 })
    .chain((ids) =>
      fc
        .array(fc.record({ core: fc.nat(15), package: fc.nat(1) }), {
          minLength: ids.length,
          maxLength: ids.length,
        })
        .map((places) => places.map((place, index) => ({ id: ids[index]!, ...place }))),
    )
  const topologies: fc.Arbitrary<Topology> = fc.record(
    { cpus, quota: fc.double({ min: 0.1, max: 80, noNaN: true }), pinnable: fc.boolean() },
    { requiredKeys: ['cpus', 'pinnable'] },
  )
  const coreOf = (topology: Topology, id: number) => {
    const cpu = topology.cpus.find((each) => each.id === id)!
    return `${cpu.package}:${cpu.core}`
  }

  test('only CPUs of the mask are given, each once, and none to both unless colocated', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const { programCpus, generatorCpus, colocated } = planCpus(topology)
        const mask = topology.cpus.map((cpu) => cpu.id)
        expect(mask).toEqual(expect.arrayContaining([...programCpus, ...generatorCpus]))
        expect(new Set(programCpus).size).toBe(programCpus.length)
        if (colocated) expect(generatorCpus).toEqual(programCpus)
        else expect(programCpus).not.toContain(generatorCpus[0])
      }),
    )
  })

  test('no more CPUs are given than the quota covers, at least one, and none is left unused', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const { programCpus, generatorCpus, colocated } = planCpus(topology)
        const given = new Set([...programCpus, ...generatorCpus]).size
        expect(given).toBe(Math.min(topology.cpus.length, Math.max(1, Math.floor(topology.quota ?? 999))))
        expect(colocated).toBe(given < 3)
      }),
    )
  })

  test('a sibling is taken only after every core has given a CPU', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const { programCpus, generatorCpus, colocated } = planCpus(topology)
        const reserved = colocated ? [] : generatorCpus
        const cores = new Set(
          topology.cpus.filter((cpu) => !reserved.includes(cpu.id)).map((cpu) => coreOf(topology, cpu.id)),
        )
        const first = programCpus.slice(0, cores.size).map((id) => coreOf(topology, id))
        expect(new Set(first).size).toBe(first.length)
      }),
    )
  })

  test('the generator has a core that programs need only in the end', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const { programCpus, generatorCpus, colocated } = planCpus(topology)
        const cores = new Set(topology.cpus.map((cpu) => coreOf(topology, cpu.id)))
        if (colocated || cores.size < 2) return
        expect(coreOf(topology, programCpus[0]!)).not.toBe(coreOf(topology, generatorCpus[0]!))
      }),
    )
  })

  test('the order in which CPUs are described does not matter', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const reversed = { ...topology, cpus: [...topology.cpus].reverse() }
        expect(planCpus(reversed)).toEqual(planCpus(topology))
      }),
    )
  })

  test('a machine without SMT gives its CPUs in the order of their numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 128 }), (cores) => {
        const plan = planCpus(machine(singleThreaded(cores).cpus))
        expect(plan.programCpus).toEqual(range(0, cores - 2))
      }),
    )
  })
})

test('a generator that shares still has to itself what a program was not given', () => {
  const shared = { programCpus: [0, 1], generatorCpus: [0, 1], colocated: true, pinnable: true }
  expect([generatorCpusAt(shared, 1), isColocated(shared, 1)]).toEqual([[1], false])
  expect([generatorCpusAt(shared, 2), isColocated(shared, 2)]).toEqual([[0, 1], true])
  expect(isColocated({ ...shared, pinnable: false }, 1)).toBe(true)
  const reserved = { programCpus: [0, 1, 2], generatorCpus: [3], colocated: false, pinnable: true }
  expect([generatorCpusAt(reserved, 1), isColocated(reserved, 3)]).toEqual([[3], false])
})

test('the generator has a thread for each CPU of its own, and one where it shares them', () => {
  const shared = { programCpus: [0, 1], generatorCpus: [0, 1], colocated: true, pinnable: true }
  expect([generatorThreads(shared, 1), generatorThreads(shared, 2)]).toEqual([1, 1])
  const reserved = { programCpus: [0, 1, 2, 3], generatorCpus: [4, 5], colocated: false, pinnable: true }
  expect(generatorThreads(reserved, 4)).toBe(2)
})
