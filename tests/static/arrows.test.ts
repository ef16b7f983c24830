import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const planted = path.join(root, 'src/core/plantedArrow.ts');

interface Cruise {
  modules: Array<{ source: string; dependencies: Array<{ resolved: string }> }>;
  summary: { violations: Array<{ rule: { name: string; severity: string }; from: string; to: string }> };
}

const cruise = (...places: string[]): Cruise => {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...places];
  try {
    return JSON.parse(
      execFileSync('node_modules/.bin/depcruise', args, { cwd: root, maxBuffer: 1e9, encoding: 'utf8' })
    );
  } catch (error) {
    // It exits with the number of violations; what it found is still printed.
    if (
      error instanceof Error &&
      'stdout' in error &&
      typeof error.stdout === 'string' &&
      error.stdout.startsWith('{')
    ) {
      return JSON.parse(error.stdout);
    }
    throw error;
  }
};

const arrows = ({ summary }: Cruise): string[] =>
  summary.violations
    .filter(({ rule }) => rule.severity === 'error')
    .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

describe('dependency arrows of docs/architecture.md', () => {
  afterEach(() => rmSync(planted, { force: true }));

  test('given the whole repository, no arrow is forbidden', { timeout: 120_000 }, () => {
    const found = cruise('src', 'pkg');
    expect(arrows(found)).toEqual([]);
    expect(found.modules.length).toBeGreaterThan(300);
  });

  test('the contract is seen through its package name, so arrows over it are checked', { timeout: 120_000 }, () => {
    const resolved = cruise('src/datasource').modules.flatMap(({ dependencies }) =>
      dependencies.map((to) => to.resolved)
    );
    expect(resolved.some((to) => to.startsWith('pkg/contract/src/'))).toBe(true);
  });

  test('given a forbidden arrow, it is found: the rules can fail', { timeout: 120_000 }, () => {
    mkdirSync(path.dirname(planted), { recursive: true });
    writeFileSync(planted, "export { startService } from '../../pkg/analytics/src/service';\n");
    expect(arrows(cruise('src/core'))).toContain(
      'bundle-imports-no-service: src/core/plantedArrow.ts → pkg/analytics/src/service.ts'
    );
  });
});
