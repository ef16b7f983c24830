import { describe, expect, test } from 'vitest';

import { type Filter } from '@eljefe/contract';

import { MEASURES } from '../measures/registry';
import { appliedFilters, filterableMeasure, filterableRows } from './appliedFilters';

const filter = (key: string, ...values: string[]): Filter => ({ key, op: '=', values });
const measure = (name: string) => {
  const found = MEASURES.find(({ info }) => info.name === name);
  if (!found) {
    throw new Error(`no measure ${name}`);
  }
  return filterableMeasure(found);
};

describe('V8: one dashboard, many measures, the same filters', () => {
  test('what a measure knows is applied without a word', () => {
    const filters = [filter('model', 'gpt-5'), filter('label.team', 'a')];
    expect(appliedFilters(filters, measure('success_rate'))).toEqual({ filters, notices: [] });
  });

  test('what it does not know is left out and said to be, with what it knows', () => {
    const { filters, notices } = appliedFilters(
      [filter('source', 'main'), filter('model', 'gpt-5'), filter('label.team', 'a')],
      measure('workflow_time')
    );
    expect(filters).toEqual([filter('source', 'main')]);
    expect(notices).toMatchObject([
      {
        severity: 'warning',
        text: 'Workflow end-to-end time is not filtered by model, label.team: it does not know these dimensions',
      },
    ]);
    expect(notices[0]?.hint).toContain('source, workflow, status, user, session_id, agent_type');
  });

  test('the service itself has no orchestrator: its figures stand under a filter on one', () => {
    const { filters, notices } = appliedFilters([filter('source', 'main')], measure('api_response_time'));
    expect(filters).toEqual([]);
    expect(notices[0]?.hint).toContain('filtered by nothing');
  });

  test('a filter at All is none; a name nobody knows stays, to be refused', () => {
    expect(appliedFilters([filter('model')], measure('uptime'))).toEqual({ filters: [], notices: [] });
    const unknown = [filter('colour', 'red')];
    expect(appliedFilters(unknown, filterableRows('jobs', 'Jobs'))).toEqual({ filters: unknown, notices: [] });
  });

  test('every measure can be asked under every dimension: it applies, or a notice says that it does not', () => {
    const keys = [...new Set(MEASURES.flatMap(({ info }) => info.dimensions))].filter((key) => key !== 'slo');
    for (const one of MEASURES) {
      for (const key of keys) {
        const named = key === 'label.<name>' ? 'label.team' : key;
        const { filters, notices } = appliedFilters([filter(named, 'x')], filterableMeasure(one));
        expect(filters.length + notices.length, `${one.info.name} by ${named}`).toBe(1);
      }
    }
  });
});
