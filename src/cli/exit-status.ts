/** Exit statuses of the command line, fixed by the contract; 130 is the shell's word for “interrupted”. */
export const EXIT = { done: 0, regression: 1, usage: 2, notMeasured: 3, interrupted: 130 } as const

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]
