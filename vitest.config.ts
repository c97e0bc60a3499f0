import { defineConfig } from 'vitest/config'

// .ci/run asks for the results as a file as well.
const results = process.env.CORECURVE_TEST_RESULTS

/**
 * Rooms whose tests measure nothing, or nothing that they say a figure of: they compute, or wait for git, for a GitHub of
 * our own and for commands that sleep.
 */
const TOGETHER = [
  'action',
  'baseline',
  'bench',
  'config',
  'console',
  'documentation',
  'git',
  'github',
  'publishing',
  'report',
  'result',
  'scaling',
  'scripts',
  'stats',
  'support',
  'workflows',
].map((room) => `test/${room}/**/*.test.ts`)

/** Jobs of the Action from end to end: they measure shortly, assert no figures, and mostly wait. */
const JOBS = ['test/e2e/action-*.test.ts']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', ...(results === undefined ? [] : ['json'])],
    outputFile: results === undefined ? {} : { json: results },
    projects: [
      {
        extends: true,
        test: { name: 'together', include: TOGETHER, maxWorkers: 4, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'jobs', include: JOBS, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: [...TOGETHER, ...JOBS],
          // These start real services on a small machine: one file at a time keeps them from starving each other.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
