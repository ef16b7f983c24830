import { parse, SETTING_NAMES, SETTINGS } from '@eljefe/contract';

import { fromDraft, toDraft, withEntry, withoutEntry } from './draft';
import { fieldsOf } from './fields';

const SAMPLES = {
  budgets: { name: 'team', by: 'agent_type', value: null, limitUsd: 12.5, period: 'day' },
  slos: {
    name: 'fast',
    measure: 'response_time',
    target: 0.95,
    windowDays: 30,
    thresholdSeconds: 30,
    agentType: null,
    workflow: null,
  },
  prices: {
    id: 'p1',
    provider: null,
    model: 'claude-*',
    from: Date.UTC(2026, 0, 1),
    to: null,
    input: 3,
    output: 15,
    cache_read: 0.3,
    cache_write: null,
    cache_write_1h: null,
    note: 'contract',
    author: 'finance',
  },
  values: { agentType: '*', minutesSaved: 20, hourlyRateUsd: 60 },
} as const;

describe('C4: settings in a form', () => {
  it.each(SETTING_NAMES)('%s: an entry comes back from the form as it was, in the service’s own shape', (name) => {
    const fields = fieldsOf(name);
    const read = fromDraft(toDraft(SAMPLES[name], fields), fields);
    expect(read).toEqual({ ok: true, entry: SAMPLES[name] });
    expect(parse(SETTINGS[name], [read.ok ? read.entry : null]).ok).toBe(true);
  });

  it('names the fields that cannot be read', () => {
    const fields = fieldsOf('budgets');
    const draft = { ...toDraft(null, fields), limitUsd: 'a lot' };
    expect(fromDraft(draft, fields)).toEqual({ ok: false, wrong: ['name', 'limitUsd'] });
  });

  it('T6: reads a date as the beginning of that day in UTC, and refuses what is none', () => {
    const fields = fieldsOf('prices');
    const draft = { ...toDraft(SAMPLES.prices, fields), to: '2026-02-30x' };
    expect(fromDraft(draft, fields)).toEqual({ ok: false, wrong: ['to'] });
  });

  it('replaces one entry, adds one, removes one, and leaves the others alone', () => {
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    expect(withEntry([a, b], 0, { name: 'c' })).toEqual([{ name: 'c' }, b]);
    expect(withEntry([a], null, b)).toEqual([a, b]);
    expect(withoutEntry([a, b], 0)).toEqual([b]);
  });
});
