import { BOARDS } from './support/boards';
import { watchFaults } from './support/faults';
import { expect, test } from './support/test';

/** Tall enough for all panels to be in sight, so that every one asks. */
test.use({ viewport: { width: 1400, height: 7_000 } });

test.describe('V1–V8: every dashboard in Grafana', () => {
  for (const { uid, panels, templating, annotations } of BOARDS) {
    test(`${uid}: all panels answer, all variables have values, the console stays clean`, async ({ page }) => {
      const faults = watchFaults(page);
      const marked = new Set<string>();
      page.on('request', (request) => {
        const body = request.url().endsWith('/query') ? (request.postData() ?? '') : '';
        annotations.list.forEach(({ target }) => {
          if (target?.kind !== undefined && body.includes(`"kind":"${target.kind}"`)) {
            marked.add(target.kind);
          }
        });
      });
      await page.goto(`/d/${uid}?from=now-15m&to=now&refresh=`);
      for (const { title } of panels.filter((panel) => !panel.title.includes('$'))) {
        await expect(page.getByTestId(`data-testid Panel header ${title}`).first()).toBeVisible();
      }
      await expect(page.getByLabel('Panel loading bar')).toHaveCount(0, { timeout: 120_000 });
      await expect(page.getByTestId(/^data-testid Panel status/)).toHaveCount(0);
      for (const { name, label } of templating.list.filter(({ hide }) => hide === undefined || hide === 0)) {
        const said = label ?? name;
        await expect(page.getByTestId(`data-testid Dashboard template variables submenu Label ${said}`)).toBeVisible();
      }
      const kinds = annotations.list.flatMap(({ target }) => (target?.kind === undefined ? [] : [target.kind]));
      expect([...marked].sort()).toEqual([...new Set(kinds)].sort());
      expect(faults).toEqual([]);
    });
  }
});
