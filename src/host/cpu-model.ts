/** Cores by implementer and part number, as the ARM architecture's MIDR register tells them (servers and runners). */
const ARM_CORES: Readonly<Record<string, string>> = {
  '0x41 0xd08': 'Cortex-A72',
  '0x41 0xd0b': 'Cortex-A76',
  '0x41 0xd0c': 'Neoverse-N1',
  '0x41 0xd40': 'Neoverse-V1',
  '0x41 0xd49': 'Neoverse-N2',
  '0x41 0xd4f': 'Neoverse-V2',
  '0x41 0xd84': 'Neoverse-V3',
  '0x41 0xd8e': 'Neoverse-N3',
  '0xc0 0xac3': 'Ampere-1',
  '0xc0 0xac4': 'Ampere-1a',
}

/**
 * CPU model from the text of `/proc/cpuinfo`; undefined where it names none. ARM has no model name there, so
 * implementer and part are translated, or told as they are: `ARM 0x41 0xd4f`. A machine with several kinds
 * of cores names them all.
 */
export function cpuModel(cpuinfo: string): string | undefined {
  const models = new Set<string>()
  for (const processor of cpuinfo.split(/\n\s*\n/)) {
    const name = field(processor, 'model name') ?? field(processor, 'cpu') ?? armCore(processor)
    if (name !== undefined) models.add(name)
  }
  return models.size === 0 ? undefined : [...models].sort().join(' + ')
}

function armCore(processor: string): string | undefined {
  const implementer = field(processor, 'CPU implementer')
  const part = field(processor, 'CPU part')
  if (implementer === undefined || part === undefined) return undefined
  return `ARM ${ARM_CORES[`${implementer} ${part}`] ?? `${implementer} ${part}`}`
}

function field(processor: string, name: string): string | undefined {
  const value = new RegExp(`^${name}\\s*:\\s*(.*)$`, 'm').exec(processor)?.[1]?.trim()
  return value === '' ? undefined : value
}
