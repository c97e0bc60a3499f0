import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests start real services on a small machine: one file at a time keeps them from starving each other.
    fileParallelism: false,
  },
})
