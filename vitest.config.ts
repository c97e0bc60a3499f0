import { defineConfig } from 'vitest/config'

// .ci/run asks for the results as a file as well.
const results = process.env.CORECURVE_TEST_RESULTS

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests start real services on a small machine: one file at a time keeps them from starving each other.
    fileParallelism: false,
    reporters: ['default', ...(results === undefined ? [] : ['json'])],
    outputFile: results === undefined ? {} : { json: results },
  },
})
