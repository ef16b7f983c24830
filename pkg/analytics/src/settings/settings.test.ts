import { type FeedEvent, type Identity } from '@eljefe/contract';
import { describe, expect, test } from 'vitest';

import { type MetaRow } from '../store/metaRows';

import { Settings } from './Settings';

const BUDGET = { name: 'team', by: 'all' as const, value: null, limitUsd: 10, period: 'day' as const };
const SLO = {
  name: 'success',
  measure: 'success_rate' as const,
  target: 0.95,
  windowDays: 30,
  thresholdSeconds: null,
  agentType: null,
  workflow: null,
};
const ADA: Identity = { name: 'ada', role: 'Admin', email: null, by: 'grafana' };

/** One store, on which several processes' settings may stand. */
const world = () => {
  const kept = new Map<string, MetaRow>();
  const told: FeedEvent[] = [];
  const refused: string[] = [];
  const clock = { now: 1_000 };
  const process = (): Settings =>
    new Settings({
      configured: { prices: [], budgets: [BUDGET], slos: [SLO], values: [] },
      rows: {
        read: async (prefix) => [...kept.values()].filter(({ key }) => key.startsWith(prefix)),
        write: async (row) => void kept.set(row.key, row),
      },
      tell: async (event) => void told.push(event),
      onRefused: (problem) => refused.push(problem),
      now: () => clock.now,
    });
  return { kept, told, refused, clock, process };
};

describe('settings people edit while the service runs (C4, L7, T6)', () => {
  test('given nothing edited, what the configuration says is in force, at version 0', () => {
    const settings = world().process();
    expect(settings.budgets).toEqual([BUDGET]);
    expect(settings.state().budgets).toEqual({
      value: [BUDGET],
      configured: [BUDGET],
      edited_at: null,
      edited_by: null,
      version: 0,
    });
  });

  test('an edit is in force at once, kept for the next start, and told with its author', async () => {
    const { told, process } = world();
    const settings = process();
    const raised = { ...BUDGET, limitUsd: 25 };
    expect(await settings.edit('budgets', { value: [raised], version: 0 }, ADA)).toEqual({ ok: true });
    expect(settings.budgets).toEqual([raised]);
    const restarted = process();
    await restarted.load();
    expect(restarted.state().budgets).toMatchObject({ value: [raised], configured: [BUDGET], edited_by: 'ada' });
    expect(told).toMatchObject([{ kind: 'audit', title: 'Budgets edited by ada', text: '1 entry is in force' }]);
  });

  test('given two processes on one store, the other follows with its next reading', async () => {
    const { process } = world();
    const [one, other] = [process(), process()];
    await one.edit('budgets', { value: [], version: 0 }, ADA);
    await other.load();
    expect(other.budgets).toEqual([]);
  });

  test('given an edit made meanwhile by another process, the later one is refused and nothing changes', async () => {
    const { process } = world();
    const [one, other] = [process(), process()];
    await one.edit('budgets', { value: [], version: 0 }, ADA);
    expect(await other.edit('budgets', { value: [BUDGET], version: 0 }, ADA)).toMatchObject({
      ok: false,
      newer: { by: 'ada' },
    });
    expect(other.budgets).toEqual([]);
  });

  test('given the clock stands still, versions still grow', async () => {
    const settings = world().process();
    await settings.edit('budgets', { value: [], version: 0 }, ADA);
    const { version } = settings.state().budgets;
    await settings.edit('budgets', { value: [BUDGET], version }, ADA);
    expect(settings.state().budgets.version).toBe(version + 1);
  });

  test('null goes back to the configuration', async () => {
    const { told, process } = world();
    const settings = process();
    await settings.edit('budgets', { value: [], version: 0 }, ADA);
    await settings.edit('budgets', { value: null, version: settings.state().budgets.version }, ADA);
    expect(settings.budgets).toEqual([BUDGET]);
    expect(told.at(-1)?.title).toBe('Budgets set back to the configuration by ada');
  });

  test.each([
    ['a budget without a limit', 'budgets', [{ ...BUDGET, limitUsd: -1 }], '/0/limitUsd'],
    ['two budgets of one name', 'budgets', [BUDGET, BUDGET], 'budgets[1].name'],
    ['a time objective without its limit', 'slos', [{ ...SLO, measure: 'response_time' }], 'slos[0].thresholdSeconds'],
    [
      'an objective of workflows for an agent type',
      'slos',
      [{ ...SLO, measure: 'workflow_time', thresholdSeconds: 9, agentType: 'coder' }],
      'slos[0].agentType',
    ],
    ['something that is no list', 'values', 'many', '/'],
  ] as const)('given %s, the edit is refused, naming the field, and nothing changes', async (_, name, value, field) => {
    const { kept, told, process } = world();
    const settings = process();
    const outcome = await settings.edit(name, { value, version: 0 }, ADA);
    expect(outcome).toMatchObject({ ok: false, problems: [{ field }] });
    expect(kept.size).toBe(0);
    expect(told).toEqual([]);
    expect(settings.state()[name].version).toBe(0);
  });

  test('given a kept value of another form, it is told, left out, and the configuration holds', async () => {
    const { kept, refused, process } = world();
    kept.set('settings:budgets', {
      key: 'settings:budgets',
      value: JSON.stringify({ value: [{ name: 'old form' }], by: 'ada', at: 1 }),
      version: 7,
    });
    const settings = process();
    await settings.load();
    expect(settings.budgets).toEqual([BUDGET]);
    expect(refused).toHaveLength(1);
  });
});
