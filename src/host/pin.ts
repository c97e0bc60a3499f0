/**
 * The command, to be run on `cpus` only; unchanged where there are none to pin to. `taskset` replaces itself
 * by the program, so the process id is the program's. The short option is the one that BusyBox has too.
 */
export function pinned(argv: readonly string[], cpus: readonly number[] | undefined): string[] {
  return cpus === undefined || cpus.length === 0 ? [...argv] : ['taskset', '-c', cpus.join(','), ...argv]
}
