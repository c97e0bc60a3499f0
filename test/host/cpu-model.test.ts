import { expect, test } from 'vitest'
import { cpuModel } from '../../src/host/cpu-model.ts'

const arm = (part: string) =>
  `processor\t: 0\nBogoMIPS\t: 50.00\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: ${part}\nCPU revision\t: 0\n`

test.each([
  [
    'x86 names its model',
    'processor\t: 0\ncpu family\t: 25\nmodel\t\t: 1\nmodel name\t: AMD EPYC 7763 64-Core Processor\ncpu MHz\t\t: 2445\n\n'.repeat(
      2,
    ),
    'AMD EPYC 7763 64-Core Processor',
  ],
  ['a known ARM part is named', `${arm('0xd49')}\n${arm('0xd49')}`, 'ARM Neoverse-N2'],
  ['an unknown ARM part is told as it is', arm('0xfff'), 'ARM 0x41 0xfff'],
  ['two kinds of cores are both told', `${arm('0xd0b')}\n${arm('0xd08')}`, 'ARM Cortex-A72 + ARM Cortex-A76'],
  ['POWER calls it cpu', 'processor\t: 0\ncpu\t\t: POWER9, altivec supported\n', 'POWER9, altivec supported'],
  ['nothing is made up', 'processor\t: 0\nmodel name\t: \n', undefined],
])('%s', (_, cpuinfo, model) => {
  expect(cpuModel(cpuinfo)).toBe(model)
})
