import { createRequire } from 'node:module';

import { Type } from '@sinclair/typebox';
import { expect, test } from 'vitest';

import { parsed } from '../support/parsed';
import { filesBelow, readJson } from '../support/repository';
import { describeInBrowser, OVERVIEW } from './support/site';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const Board = Type.Object({
  uid: Type.String(),
  panels: Type.Array(Type.Object({ type: Type.String(), title: Type.String() })),
});

/** Every dashboard but the Overview, which has tests of its own. */
const BOARDS = filesBelow('provisioning/dashboards', /\.json$/)
  .map((path) => parsed(Board, readJson(path), path))
  .filter(({ uid }) => OVERVIEW !== `/d/${uid}`)
  .map(({ uid, panels }) => ({
    path: `/d/${uid}`,
    // A title with a variable is drawn with its value.
    titles: panels.map(({ title }) => title).filter((title) => !title.includes('$')),
    // What is ours; core panels and the frame are the host's.
    ours: panels
      .filter(({ type }) => type.startsWith('eljefe-'))
      .map(
        ({ title }) => `[data-testid="data-testid Panel header ${title}"] [data-testid="data-testid panel content"]`
      ),
  }));

describeInBrowser('V5–V8: the dashboards on the workbench', {}, (site) => {
  /** Violations that keep people out, one line each. */
  const graveViolations = async (parts: string[]): Promise<string[]> => {
    await site().page.addScriptTag({ path: AXE });
    const found: unknown = await site().page.evaluate(
      `axe.run({ include: ${JSON.stringify(parts.map((part) => [part]))} }, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`
    );
    return Array.isArray(found) ? found.map(String) : [String(found)];
  };

  test.each(BOARDS)('$path draws on a phone, answers every question, and axe finds nothing grave', async (board) => {
    const { page } = site();
    const refused: string[] = [];
    page.on('response', async (response) => {
      if (response.url().endsWith('/query')) {
        const body = await response.text().catch(() => '');
        refused.push(...[...body.matchAll(/"detail":"([^"]+)"/g)].map(([, detail]) => detail ?? ''));
      }
    });
    await page.setViewportSize({ width: 360, height: 6_000 });
    await site().open(`${board.path}?from=now-15m&to=now&refresh=`);
    for (const title of board.titles) {
      await site().panel(title).waitFor({ state: 'attached' });
    }
    for (const part of board.ours) {
      await page.locator(part).getByText(/\S/).first().waitFor();
    }
    await expect.poll(() => page.getByLabel('Panel loading bar').count()).toBe(0);
    const width: unknown = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(361);
    expect(refused).toEqual([]);
    expect(board.ours.length === 0 ? [] : await graveViolations(board.ours)).toEqual([]);
  });
});
