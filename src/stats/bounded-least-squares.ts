import { inverse, solveLinear } from './linear-system.ts'

/** A model of m observed values by p parameters, each with a lower bound. */
export interface Problem {
  readonly observed: readonly number[]
  readonly lower: readonly number[]
  /** The m modelled values. */
  readonly model: (parameters: readonly number[]) => number[]
  /** Their m × p derivatives by the parameters. */
  readonly jacobian: (parameters: readonly number[]) => number[][]
}

export interface Fit {
  readonly parameters: number[]
  /** Sum of squared residuals. */
  readonly squares: number
}

const MAX_STEPS = 500

/**
 * Least squares from one start by Levenberg 1944 and Marquardt 1963 (damping in proportion to the diagonal of JᵀJ),
 * kept above the bounds by projection with an active set: a parameter at its bound whose descent direction
 * points outwards takes no part in the step, and a step that crosses a bound ends on it (Bertsekas 1982,
 * “Projected Newton methods for optimization problems with simple constraints”).
 */
export function boundedLeastSquares(problem: Problem, start: readonly number[]): Fit {
  let parameters = project(problem, start)
  let squares = sumOfSquares(problem, parameters)
  let damping = 1e-3
  for (let steps = 0; steps < MAX_STEPS && damping < 1e16; steps++) {
    const trial = step(problem, parameters, damping)
    const trialSquares = trial === undefined ? Number.NaN : sumOfSquares(problem, trial)
    if (trial !== undefined && trialSquares <= squares) {
      const still = trial.every((value, i) => Math.abs(value - at(parameters, i)) <= 1e-13 * Math.abs(value))
      parameters = trial
      squares = trialSquares
      if (still) break
      damping = Math.max(damping / 10, 1e-15)
    } else damping *= 10
  }
  return { parameters, squares }
}

/**
 * The asymptotic standard errors of the parameters, √diag(s² (JᵀJ)⁻¹) with s² = squares / (m − p) (Seber and
 * Wild 2003, chapter 2); Infinity where the data do not tell the parameters apart. All parameters count as
 * free, also those that lie on a bound: that widens, never narrows.
 */
export function standardErrors(problem: Problem, fit: Fit): number[] {
  const { correlations, scales } = normalEquations(problem, fit.parameters)
  const variances = inverse(correlations)
  if (variances === undefined) return scales.map(() => Infinity)
  const variance = fit.squares / (problem.observed.length - scales.length)
  return scales.map((scale, i) => Math.sqrt(variance * Math.abs(at(variances[i] as number[], i))) / scale)
}

function step(problem: Problem, parameters: readonly number[], damping: number): number[] | undefined {
  const { correlations, gradient, scales } = normalEquations(problem, parameters)
  const free = parameters.flatMap((value, i) =>
    value > at(problem.lower, i) || at(gradient, i) > 0 ? [i] : [],
  )
  const move = solveLinear(
    free.map((i) => free.map((k) => at(correlations[i] as number[], k) + (i === k ? damping : 0))),
    free.map((i) => at(gradient, i)),
  )
  if (move === undefined) return undefined
  const next = [...parameters]
  for (const [position, i] of free.entries()) next[i] = at(next, i) + at(move, position) / at(scales, i)
  return project(problem, next)
}

/**
 * JᵀJ and Jᵀr, the direction in which the squares fall, with the columns of J scaled to length 1: parameters of
 * very different size then weigh alike, and Marquardt's damping becomes a plain sum.
 */
function normalEquations(problem: Problem, parameters: readonly number[]) {
  const modelled = problem.model(parameters)
  const residuals = problem.observed.map((value, m) => value - at(modelled, m))
  const rows = problem.jacobian(parameters)
  const columns = parameters.map((_, i) => rows.map((row) => at(row, i)))
  const scales = columns.map((column) => column.reduce((length, value) => Math.hypot(length, value), 0))
  const unit = columns.map((column, i) => column.map((value) => value / at(scales, i)))
  return {
    correlations: unit.map((left) => unit.map((right) => dot(left, right))),
    gradient: unit.map((column) => dot(column, residuals)),
    scales,
  }
}

function sumOfSquares(problem: Problem, parameters: readonly number[]): number {
  const modelled = problem.model(parameters)
  return problem.observed.reduce((sum, value, i) => sum + (value - at(modelled, i)) ** 2, 0)
}

function project(problem: Problem, parameters: readonly number[]): number[] {
  return parameters.map((value, i) => Math.max(value, at(problem.lower, i)))
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, i) => sum + value * at(right, i), 0)
}

function at(values: readonly number[], index: number): number {
  return values[index] as number
}
