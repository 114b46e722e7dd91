import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['apps/server/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
          globalSetup: ['apps/server/test/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'web',
          include: ['apps/console/src/**/*.test.{ts,tsx}', 'packages/**/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Last and one file at a time: each drives a whole browser, and the machine may have two cores.
        test: {
          name: 'browser',
          include: ['apps/console/e2e/**/*.{e2e,test}.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
