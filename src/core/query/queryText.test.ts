import { defaultQuery } from './defaultQuery';
import { missingInput } from './missingInput';
import { alignRange } from './alignRange';
import { queryText } from './queryText';

describe('I1: a query in one line', () => {
  it('says what is asked, split, filtered and compared', () => {
    expect(
      queryText({
        refId: 'A',
        ...defaultQuery('series'),
        measure: 'response_time',
        statistic: 'p95',
        by: ['model'],
        filters: [{ key: 'agent_type', op: '=|', values: ['writer', 'coder'] }],
        compare: 'former',
      })
    ).toBe('p95 response_time by model where agent_type =| writer, coder against the former period');
    expect(queryText({ refId: 'A', ...defaultQuery('state') })).toBe('live agents');
  });
});

describe('I1: what a query lacks', () => {
  it('names the missing field, and nothing when it can be asked', () => {
    expect(missingInput({ refId: 'A', ...defaultQuery('series'), measure: undefined })).toBe('Choose a measure.');
    expect(missingInput({ refId: 'A', ...defaultQuery('values'), dimension: '' })).toBe('Choose a dimension.');
    expect(missingInput({ refId: 'A', ...defaultQuery('state') })).toBeNull();
  });
});

describe('I1: ranges of panels in one refresh', () => {
  it('makes ranges that differ by milliseconds equal, and never narrower', () => {
    const hour = 3_600_000;
    const asked = { from: 1_000_100, to: 1_000_100 + hour };
    const later = { from: asked.from + 90, to: asked.to + 90 };
    expect(alignRange(asked)).toEqual(alignRange(later));
    expect(alignRange(asked).from).toBeLessThanOrEqual(asked.from);
    expect(alignRange(asked).to).toBeGreaterThanOrEqual(later.to);
  });
});
