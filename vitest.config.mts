import { defineConfig } from 'vitest/config';

const shared = {
  sequence: { shuffle: { tests: true } },
  testTimeout: 60_000,
  hookTimeout: 120_000,
  env: { TZ: 'UTC' },
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          include: ['pkg/*/{src,tests}/**/*.test.ts', 'tests/{clients,contract,integration,static}/**/*.test.ts'],
        },
      },
      {
        // One browser at a time: two would only slow each other on two cores.
        test: {
          ...shared,
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/browser/support/oneStack.ts',
          fileParallelism: false,
        },
      },
    ],
  },
});
