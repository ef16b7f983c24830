// Force UTC so that tests do not depend on where they run.
process.env.TZ = 'UTC';

const base = require('./.config/jest.config');
const { nodeModulesToTransform, grafanaESModules } = require('./.config/jest/utils');

module.exports = {
  ...base,
  // The scaffold's pattern misses `.mjs`, which d3 and others ship.
  transform: { '^.+\\.m?[tj]sx?$': Object.values(base.transform)[0] },
  transformIgnorePatterns: [
    nodeModulesToTransform([
      ...grafanaESModules,
      '@react-hookz/web',
      '@ver0',
      'date-fns',
      'lru-cache',
      '@sinclair/typebox',
    ]),
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/pkg/[^/]+/(dist|build)/', '<rootDir>/.cache/'],
  // Two shared cores: the first render of @grafana/ui alone can take seconds.
  testTimeout: 30_000,
  resetMocks: true,
  randomize: true,
};
