import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import * as agentGrid from '../../src/panels/agentgrid/agentGrid.options';
import * as eventFeed from '../../src/panels/eventfeed/eventFeed.options';
import * as insights from '../../src/panels/insights/insights.options';
import * as pipeline from '../../src/panels/pipeline/pipeline.options';
import * as quickActions from '../../src/panels/quickactions/quickActions.options';

/** What a dashboard file may hold under the name of an option: written by an older version, by hand, or by another tool. */
const savedValue = fc.oneof(fc.jsonValue(), fc.constantFrom('compact', 'table', '12', 'type', true, false, 0, -3, 5));

const savedLike = (defaults: object) =>
  fc.record(Object.fromEntries(Object.keys(defaults).map((name) => [name, savedValue])), { requiredKeys: [] });

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);
const kindsOf = (options: object): Record<string, string> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, kindOf(value)]));

const PANELS: Array<[string, { DEFAULT_OPTIONS: object; readOptions: (saved: object) => object }]> = [
  ['agent grid', agentGrid],
  ['event feed', eventFeed],
  ['insights', insights],
  ['pipeline', pipeline],
  ['quick actions', quickActions],
];

describe.each(PANELS)('V3, V4: saved options of the %s', (_, { DEFAULT_OPTIONS, readOptions }) => {
  it('are the defaults when nothing was saved', () => {
    expect(readOptions({})).toEqual(DEFAULT_OPTIONS);
  });

  it('stay as they are when they are whole', () => {
    expect(readOptions(DEFAULT_OPTIONS)).toEqual(DEFAULT_OPTIONS);
  });

  it('come out whole and of the right kinds, whatever was saved; a second reading changes nothing', () => {
    fc.assert(
      fc.property(savedLike(DEFAULT_OPTIONS), (saved) => {
        const read = readOptions(saved);
        expect(kindsOf(read)).toEqual(kindsOf(DEFAULT_OPTIONS));
        expect(readOptions(read)).toEqual(read);
      })
    );
  });
});
