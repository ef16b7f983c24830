import { expect, inject, test } from 'vitest';

import { describeInBrowser } from './support/site';
import { LARGE_TRACE_ID, sendLargeTrace, SESSION_ID } from './support/tracedSession';

const APP = '/a/eljefe-observability-app';
const SESSION = `${APP}/sessions/detail?var-session=${SESSION_ID}`;
/** Generous beside the second that a quiet machine is to need: this one may be busy. */
const OPEN_MS = 15_000;

/** The large trace has no session: that none bears its id is no fault. */
const isExpected = (fault: string): boolean => /^404 \S+\/read\/sessions\//.test(fault);

describeInBrowser('Pages of the app, in detail', { expectsFaults: true }, (site) => {
  const noFaults = () => expect(site().faults.filter((fault) => !isExpected(fault))).toEqual([]);

  test('V8: the list of agents leads to one agent, with what failed and how', async () => {
    const { page } = site();
    await site().open(`${APP}/agents?by=agent&from=now-1h&to=now`);
    await page.getByRole('row').filter({ hasText: 'Berta' }).getByRole('link', { name: 'Berta' }).click();
    await page.getByText('The shelf is full').waitFor();
    expect(site().parameter('var-agent')).toEqual(['Berta']);
    expect(site().parameter('from')).toEqual(['now-1h']);
    noFaults();
  });

  test('T3: sessions are found by status, and the filter stays in the address', async () => {
    const { page } = site();
    await site().open(`${APP}/sessions?from=now-1h&to=now&status=completed`);
    const table = page.getByRole('table', { name: 'Sessions' });
    await table.getByRole('link').first().waitFor();
    const words = await table.getByRole('row').allTextContents();
    expect(words.slice(1).every((text) => text.includes('Done'))).toBe(true);
    noFaults();
  });

  test('T1: a trace is walked by keyboard, down to what was said and what failed', async () => {
    const { page } = site();
    await site().open(SESSION);
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem').nth(4).waitFor();
    await tree.press('f');
    await tree.press('Enter');
    const failed = page.getByRole('region', { name: /Details of execute_tool/ });
    await failed.getByText('Clouds everywhere').waitFor();
    await tree.press('Escape');
    await failed.waitFor({ state: 'hidden' });
    await tree.press('Home');
    await tree.press('ArrowDown');
    await tree.press('ArrowDown');
    await tree.press('Enter');
    const chat = page.getByRole('region', { name: /Details of chat/ });
    await chat.waitFor();
    expect(await chat.textContent()).toContain('A waxing moon.');
    noFaults();
  });

  test('T1: dragging over the strip chooses a part of the time, and All shows everything again', async () => {
    const { page } = site();
    await site().open(SESSION);
    const strip = page.getByRole('img', { name: /How busy the session was/ });
    const box = await strip.boundingBox();
    if (!box) {
      throw new Error('the strip is not drawn');
    }
    await page.mouse.move(box.x + 4, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.2, box.y + 10);
    await page.mouse.up();
    await expect.poll(() => page.getByRole('treeitem').count()).toBe(3);
    expect(site().parameter('zoom')).toHaveLength(1);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => page.getByRole('treeitem').count()).toBe(5);
    noFaults();
  });

  test('T1: 20,000 spans open, and only those in sight are drawn', async () => {
    const { page } = site();
    await sendLargeTrace(inject('analyticsUrl'));
    await site().open(SESSION);
    await page.getByRole('treeitem').first().waitFor();
    // From within the app, so that the time is that of the page and not of the workbench.
    const begun = Date.now();
    await page.evaluate((href) => {
      const link = document.createElement('a');
      link.href = href;
      document.body.append(link);
      link.click();
    }, `${APP}/sessions/detail?var-session=${LARGE_TRACE_ID}`);
    await page.getByRole('treeitem', { name: /invoke_workflow large/ }).waitFor();
    const tookMs = Date.now() - begun;
    process.stdout.write(`20,000 spans opened in ${tookMs} ms\n`);
    expect(tookMs).toBeLessThan(OPEN_MS);
    expect(await page.getByRole('treeitem').count()).toBeLessThan(100);
    await page.getByRole('tree').focus();
    await page.keyboard.press('End');
    await page.getByRole('treeitem', { name: /step 19999/ }).waitFor();
    noFaults();
  });

  test('T2: a replay goes from turn to turn and says what was said', async () => {
    const { page } = site();
    await site().open(`${SESSION}&view=replay`);
    const slider = page.getByRole('slider', { name: 'Time' });
    await slider.focus();
    await page.keyboard.press('End');
    await page.getByText('Clouds everywhere').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.getByText('A waxing moon.').waitFor();
    noFaults();
  });

  test('T7: a session compared with itself differs in nothing', async () => {
    const { page } = site();
    await site().open(`${APP}/compare?a=${SESSION_ID}&b=${SESSION_ID}`);
    await page.getByText('Only what differs (0)').waitFor();
    await page.getByRole('table', { name: 'Sums' }).getByText('same').first().waitFor();
    noFaults();
  });

  test('T4: a view is saved, and shown again from the menu', async () => {
    const { page } = site();
    const name = `Failed ${Date.now()}`;
    await site().open(`${APP}/sessions?status=failed&from=now-1h&to=now`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name }).waitFor();
    await site().open(`${APP}/sessions`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name }).click();
    await expect.poll(() => site().parameter('status')).toEqual(['failed']);
    noFaults();
  });

  test('D4: feedback on a job is stored', async () => {
    const { page } = site();
    await site().open(`${APP}/agents/detail?var-agent_type=coder&from=now-1h&to=now`);
    await page.getByRole('table', { name: 'Jobs' }).getByRole('link').first().click();
    await page.getByRole('tab', { name: 'Feedback' }).click();
    await page.getByRole('radio', { name: '5' }).click();
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.getByText(/^Stored\./).waitFor();
    noFaults();
  });

  test('D1: the setup page checks every part', async () => {
    const { page } = site();
    await site().open(`${APP}/setup`);
    const checks = page.getByTestId('eljefe-setup-checks').getByRole('listitem');
    await checks.filter({ hasText: 'Live data' }).getByText('Works').waitFor();
    await checks.filter({ hasText: 'Dashboards' }).getByText('Works').waitFor();
    expect(await checks.filter({ hasText: 'Analytics service' }).textContent()).toContain('is ready');
    noFaults();
  });

  test('C4: settings say what is in force and who may change it', async () => {
    const { page } = site();
    await site().open(`${APP}/settings`);
    await page.getByText('Your role here is Admin.').waitFor();
    await page.getByRole('table', { name: 'Targets' }).getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: 'Add' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is needed.').first().waitFor();
    noFaults();
  });

  test('C4, I4: a budget that an administrator adds holds from now on, and says who added it', async () => {
    const { page } = site();
    const name = `Spring ${Date.now()}`;
    await site().open(`${APP}/settings`);
    await page.getByRole('button', { name: 'Add' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    for (const choice of ['For', 'In each']) {
      await dialog.getByRole('combobox', { name: choice }).click();
      await page.getByRole('option').first().click();
    }
    await dialog.getByRole('textbox', { name: 'Limit, USD' }).fill('5');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Changed by workbench at /).waitFor();
    await site().open(`${APP}/settings`);
    await page.getByRole('button', { name: `Remove ${name}` }).click();
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.getByRole('button', { name: `Remove ${name}` }).waitFor({ state: 'detached' });
    noFaults();
  });
});
