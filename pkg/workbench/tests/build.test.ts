import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildPage } from '../src/index';

test('D1: the page holds one copy of the libraries that plugins share, and an unchanged source is not built again', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'workbench-page-'));
  const built = await buildPage({ root });
  const inputs = Object.keys(built.metafile?.inputs ?? {});
  // The library brings an older router for itself alone; plugins never see that one.
  const own = inputs.filter((input) => !input.includes('@grafana/ui/node_modules/'));
  const copies = (pattern: RegExp) => new Set(own.flatMap((input) => pattern.exec(input)?.[1] ?? []));
  expect(inputs.filter((input) => /@grafana\/[^/]+\/dist\/cjs\//.test(input))).toEqual([]);
  expect(inputs.some((input) => input.includes('@grafana/runtime/dist/esm/'))).toBe(true);
  expect(copies(/^(.*@grafana\/runtime)\//).size).toBe(1);
  expect(copies(/^(.*node_modules\/react)\//).size).toBe(1);
  expect(copies(/^(.*node_modules\/react-router)\//).size).toBe(1);
  expect(copies(/^(.*node_modules\/i18next)\//).size).toBe(1);
  expect(existsSync(path.join(built.buildDir, built.assets.script))).toBe(true);
  const again = await buildPage({ root });
  expect(again).toEqual({ buildDir: built.buildDir, assets: built.assets, metafile: null });
}, 120_000);
