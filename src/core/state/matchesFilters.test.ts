import { type Filter } from '@eljefe/contract';

import { liveJob, liveSession } from '../testing/liveState.fixtures';
import { jobDimension, matchesFilters, sessionDimension } from './matchesFilters';

const passes = (filter: Filter, given = {}): boolean => matchesFilters(liveJob(given), [filter], jobDimension);

describe('V1: filters on live state', () => {
  it.each<[Filter['op'], string[], boolean]>([
    ['=', ['writer'], true],
    ['=', ['coder'], false],
    ['=|', ['coder', 'writer'], true],
    ['!=', ['writer'], false],
    ['!=|', ['coder', 'tester'], true],
    ['=~', ['wri.*'], true],
    ['=~', ['rite'], false],
    ['!~', ['wri.*'], false],
    ['=~', ['('], false],
  ])('agent_type writer %s %j gives %s', (op, values, expected) => {
    expect(passes({ key: 'agent_type', op, values })).toBe(expected);
  });

  it('compares an absent value as empty text', () => {
    expect(passes({ key: 'model', op: '=', values: ['gpt'] })).toBe(false);
    expect(passes({ key: 'model', op: '!=', values: ['gpt'] })).toBe(true);
  });

  it('reads labels and the workflow', () => {
    expect(passes({ key: 'label.team', op: '=', values: ['red'] }, { labels: { team: 'red' } })).toBe(true);
    expect(passes({ key: 'workflow', op: '=', values: ['w'] }, { workflow_id: 'w' })).toBe(true);
  });

  it('passes a dimension that sessions do not have', () => {
    const filters: Filter[] = [{ key: 'model', op: '=', values: ['x'] }];
    expect(matchesFilters(liveSession(), filters, sessionDimension)).toBe(true);
  });
});
