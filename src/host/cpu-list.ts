/** CPU ids of the kernel's list format, e.g. `0-2,8`: `[0, 1, 2, 8]`. Ascending, each once; parts that are no range are left out. */
export function parseCpuList(text: string): number[] {
  const cpus = new Set<number>()
  for (const part of text.trim().split(',')) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part.trim())
    if (range === null) continue
    const first = Number(range[1])
    const last = range[2] === undefined ? first : Number(range[2])
    for (let cpu = first; cpu <= last; cpu += 1) cpus.add(cpu)
  }
  return [...cpus].sort((a, b) => a - b)
}
