/** What a machine says of itself, in a stranger's file: only what hardware and versions are made of is kept. */

const UNKNOWN = 'unknown'
/** Between kinds of cores, and between versions of one runtime. */
const AND = ' + '
const MOST = 4

const VENDOR = /^(?:AMD|Intel(?:\(R\))?|Apple|ARM|Ampere|Neoverse|Cortex|QEMU)$/
/** Product lines. In any order they are no sentence, and none comes twice. */
const LINE =
  /^(?:EPYC|Ryzen|Threadripper|Opteron|Xeon\(R\)|Xeon|Core\(TM\)|Core|Platinum|Gold|Silver|Bronze|Processor|CPU|Altra)$/
/** “7763”, “9V74”, “8370C”, “M2”, “E5-2673”, “i7-1185G7”, “v4”, “64-Core”, “2.80GHz”, “Neoverse-N1”, “0xd4f”. */
const MODEL =
  /^(?:[A-Z]?\d{1,5}[A-Z]?\d{0,2}[A-Z]{0,2}|(?:[EW]\d?|i[3579])-\d{3,5}[A-Z]?\d?[A-Z]?|v\d|\d{1,3}-Core|\d{1,2}\.\d{1,2}GHz|(?:Neoverse|Cortex)-[A-Z]\d{1,3}|Ampere-1a?|0x[0-9a-f]{1,3})$/
/** Model numbers of one processor: “E5-2673 v4 2.30GHz”. */
const MOST_MODELS = 3

const ARCHITECTURES: readonly string[] = [
  ...['arm', 'arm64', 'ia32', 'loong64', 'mips', 'mipsel'],
  ...['ppc64', 'riscv64', 's390', 's390x', 'x64'],
]

const SYSTEMS: readonly string[] = [
  ...['AlmaLinux', 'Alpine Linux', 'Amazon Linux', 'Arch Linux', 'CentOS Stream', 'CentOS Linux', 'Darwin'],
  ...['Debian GNU/Linux', 'Fedora Linux', 'Linux', 'NixOS', 'Oracle Linux Server', 'Rocky Linux', 'Ubuntu'],
  ...['Red Hat Enterprise Linux', 'SUSE Linux Enterprise Server', 'Windows_NT', 'macOS', 'openSUSE Leap'],
]

/** “AMD EPYC 7763 64-Core Processor” as it is; of other words after the maker nothing, and of no known maker nothing. */
export function plainCpu(text: string): string {
  return joined(text.split(AND).map(plainModel))
}

function plainModel(text: string): string {
  const [maker = '', ...words] = text.trim().split(/[\s@]+/)
  if (!VENDOR.test(maker) && !/^(?:Neoverse|Cortex)-[A-Z]\d/.test(maker)) return UNKNOWN
  const seen = new Set<string>()
  let models = 0
  for (const word of [maker, ...words]) {
    if (MODEL.test(word)) models += 1
    else if (!VENDOR.test(word) && !LINE.test(word)) continue
    if (!MODEL.test(word) || models <= MOST_MODELS) seen.add(word)
  }
  // A maker that only begins like a model is none.
  return seen.has(maker) ? [...seen].join(' ') : UNKNOWN
}

/** As Node names it. */
export function plainArchitecture(text: string): string {
  return ARCHITECTURES.includes(text) ? text : UNKNOWN
}

/** “Ubuntu 24.04.3 LTS”, “Debian 12”: name and version. */
export function plainSystem(text: string): string {
  const name = SYSTEMS.find((system) => text === system || text.startsWith(`${system} `))
  if (name === undefined) return UNKNOWN
  const version = /^ \d{1,4}(?:\.\d{1,3}){0,3}(?![\w.])(?: LTS\b)?/.exec(text.slice(name.length))?.[0] ?? ''
  return `${name.replace(' GNU/Linux', '')}${version}`
}

/** “6.11.0-1018” of “6.11.0-1018-azure”. */
export function plainKernel(text: string): string {
  return /^\d{1,3}(?:\.\d{1,4}){1,3}(?:-\d{1,5})?(?![\w.])/.exec(text)?.[0] ?? UNKNOWN
}

/** “v24.21.0”, “go1.26.8”, “3.14.0t”, “3.15.0rc1”. */
export function plainVersion(text: string): string {
  const version = /^(?:go|v)?\d{1,3}(?:\.\d{1,3}){0,2}(?:(?:a|b|rc|beta)\d{1,2})?t?$/
  return joined(text.split(AND).map((one) => (version.test(one) ? one : UNKNOWN)))
}

function joined(parts: readonly string[]): string {
  const known = [...new Set(parts)].filter((part) => part !== UNKNOWN).slice(0, MOST)
  return known.length === 0 ? UNKNOWN : known.join(AND)
}
