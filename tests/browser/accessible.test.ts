import { createRequire } from 'node:module';

import { expect, test } from 'vitest';

import { describeInBrowser, OVERVIEW } from './support/site';
import { FAILED_SPAN_ID, SESSION_ID } from './support/tracedSession';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Place {
  path: string;
  /** Selectors of what is ours; core panels, controls and the frame are the host's. */
  parts: string[];
  /** Selector of something that is drawn last. */
  ready: string;
}

const GRID = '[role=region][aria-label="Agents"]';
const OVERVIEW_PLACE: Place = {
  path: OVERVIEW,
  parts: [GRID, '[role=region][aria-label="Alerts and events"]'],
  ready: '[data-event-row]',
};
const PLACES: Place[] = [
  OVERVIEW_PLACE,
  {
    path: '/a/eljefe-observability-app/home',
    parts: ['[data-testid="eljefe-home-state"]', '[aria-label="What needs you"]'],
    ready: '[aria-label="What needs you"] li',
  },
  { path: '/a/eljefe-observability-app/agents', parts: ['main'], ready: '[data-testid="eljefe-agents-list"] a' },
  {
    path: '/a/eljefe-observability-app/agents/detail?var-agent=Berta&from=now-1h&to=now',
    parts: ['[data-testid="eljefe-agent-detail"]'],
    ready: '[data-testid="eljefe-agent-detail"] figure svg',
  },
  { path: '/a/eljefe-observability-app/sessions', parts: ['main'], ready: '[data-testid="eljefe-sessions-list"] a' },
  {
    path: `/a/eljefe-observability-app/sessions/detail?var-session=${SESSION_ID}&span=${FAILED_SPAN_ID}`,
    parts: ['[data-testid="eljefe-session-detail"]'],
    ready: '[data-span-row]',
  },
  {
    path: `/a/eljefe-observability-app/sessions/detail?var-session=${SESSION_ID}&view=table`,
    parts: ['[data-testid="eljefe-session-detail"]'],
    ready: '[aria-label="Spans"]',
  },
  {
    path: `/a/eljefe-observability-app/sessions/detail?var-session=${SESSION_ID}&view=replay`,
    parts: ['[data-testid="eljefe-session-detail"]'],
    ready: '[aria-label="What was said and done"] li',
  },
  {
    path: `/a/eljefe-observability-app/compare?a=${SESSION_ID}&b=${SESSION_ID}`,
    parts: ['main'],
    ready: '[data-testid="eljefe-compare-result"]',
  },
  {
    path: '/a/eljefe-observability-app/compare?mode=periods&from=now-1h&to=now',
    parts: ['main'],
    ready: '[data-testid="eljefe-compare-result"]',
  },
  { path: '/a/eljefe-observability-app/settings', parts: ['main'], ready: '[aria-label="Targets"]' },
  { path: '/a/eljefe-observability-app/setup', parts: ['main'], ready: '[data-testid="eljefe-setup-checks"] li a' },
  { path: '/plugins/eljefe-observability-app', parts: ['main'], ready: '[aria-label="Provisioning example"]' },
  { path: '/connections/datasources/edit/eljefe', parts: ['main form, main fieldset'], ready: 'fieldset' },
];
const THEMES = ['dark', 'light'] as const;
const everywhere = THEMES.flatMap((theme) => PLACES.map((place) => ({ ...place, theme })));

describeInBrowser('T8: usable by everybody', {}, (site) => {
  const open = async ({ path, theme, ready }: Place & { theme: string }) => {
    await site().open(`${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
    await site().page.locator(ready).first().waitFor();
    if (path === OVERVIEW) {
      await site().agents.first().waitFor();
    }
  };

  /** Violations that keep people out, one line each. */
  const graveViolations = async (parts: string[]): Promise<string[]> => {
    await site().page.addScriptTag({ path: AXE });
    const found: unknown = await site().page.evaluate(
      `axe.run({ include: ${JSON.stringify(parts.map((part) => [part]))} }, { resultTypes: ['violations'] }).then(({ violations }) =>
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => [id, html.slice(0, 200), ...any.map(({ message }) => message)].join(': '))))`
    );
    return Array.isArray(found) ? found.map(String) : [String(found)];
  };

  /** What sticks out of a phone's screen. */
  const tooWide = (parts: string[]): Promise<unknown> =>
    site().page.evaluate(
      `[document.documentElement, ...document.querySelectorAll(${JSON.stringify(parts.join(', '))})]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.tagName + ' ' + element.scrollWidth + ' > ' + element.clientWidth)`
    );

  test.each(everywhere)('$path in the $theme theme: axe finds nothing grave, and it fits 360 px', async (place) => {
    await open(place);
    expect(await graveViolations(place.parts)).toEqual([]);
    await site().page.setViewportSize({ width: 360, height: 2600 });
    await site().page.locator(place.ready).first().waitFor();
    // A resize reaches the parts that measure themselves a moment later.
    await expect.poll(() => tooWide(place.parts)).toEqual([]);
    if (place.path === OVERVIEW) {
      const outside = (): Promise<number> =>
        site().agents.evaluateAll((rows) => rows.filter((row) => row.getBoundingClientRect().right > 361).length);
      await expect.poll(outside).toBe(0);
    }
  });

  test('axe finds nothing grave in the grid as a table, nor in an agent’s details', async () => {
    await open({ ...OVERVIEW_PLACE, theme: 'dark' });
    await site().grid.getByRole('button', { name: /^View/ }).click();
    await site().page.getByRole('menuitemradio', { name: 'Table', exact: true }).click();
    await site().grid.getByRole('grid', { name: 'Agents' }).waitFor();
    // At rest: the theme's own colour of a hovered row is not ours to choose.
    await site().page.mouse.move(0, 0);
    expect(await graveViolations([GRID])).toEqual([]);
    await site().agents.first().focus();
    await site().page.keyboard.press('Space');
    await site().page.getByRole('dialog').waitFor();
    expect(await graveViolations([GRID])).toEqual([]);
  });
});
