import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['pkg/*/{src,tests}/**/*.test.ts', 'tests/{contract,integration,static}/**/*.test.ts'],
    sequence: { shuffle: { tests: true } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    env: { TZ: 'UTC' },
  },
});
