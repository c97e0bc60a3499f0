import { largest } from './extremes.ts'

/**
 * The x with A x = b, by Gaussian elimination with partial pivoting (Golub and Van Loan 2013, section 3.4);
 * undefined where A is singular to working precision. A is square and small, rows first.
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | undefined {
  const size = right.length
  const scale = largest(matrix.flat().map(Math.abs))
  const rows = matrix.map((row, i) => [...row, right[i] as number])
  for (let column = 0; column < size; column++) {
    const candidates = rows.slice(column)
    const pivot = candidates.reduce((best, row) => (at(row, column) > at(best, column) ? row : best))
    if (!(at(pivot, column) > scale * Number.EPSILON)) return undefined
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(column, 0, pivot)
    for (const row of rows.slice(column + 1)) {
      const factor = (row[column] as number) / (pivot[column] as number)
      for (let k = column; k <= size; k++) row[k] = (row[k] as number) - factor * (pivot[k] as number)
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] as number[]
    const known = solution.reduce((sum, value, k) => (k > i ? sum + (row[k] as number) * value : sum), 0)
    solution[i] = ((row[size] as number) - known) / (row[i] as number)
  }
  return solution
}

/** The inverse of a small square matrix, column by column; undefined where it is singular. */
export function inverse(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const columns = matrix.map((_, k) =>
    solveLinear(
      matrix,
      matrix.map((_, i) => (i === k ? 1 : 0)),
    ),
  )
  if (columns.includes(undefined)) return undefined
  return matrix.map((_, i) => columns.map((column) => column?.[i] as number))
}

function at(row: readonly number[], column: number): number {
  return Math.abs(row[column] as number)
}
