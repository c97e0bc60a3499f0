/** Above this share of one CPU the load generator is the limit. */
export const GENERATOR_LIMIT = 0.85
/** Colocated, it may take this share of the CPUs that the program was given. */
const COLOCATED_LIMIT = 0.1

/** The share of one CPU that the generator may use at `cores` cores before the point is marked. */
export function generatorLimit(cores: number, colocated: boolean): number {
  return colocated ? Math.min(GENERATOR_LIMIT, COLOCATED_LIMIT * cores) : GENERATOR_LIMIT
}
