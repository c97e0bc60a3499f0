/** “1 core”, “4 cores”. */
export function coreLabel(cores: number): string {
  return `${cores} ${cores === 1 ? 'core' : 'cores'}`
}
