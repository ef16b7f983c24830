import { type MetricFindValue } from '@grafana/data';
import { firstValueFrom, of, throwError } from 'rxjs';

import { defaultQuery } from '../core/query/defaultQuery';
import { type ElJefeQuery } from '../core/query/query.types';
import { ValuesMemory } from './ValuesMemory';

const HOUR_MS = 3_600_000;
const models: ElJefeQuery = { refId: 'values', ...defaultQuery('values'), dimension: 'model' };
const sources: ElJefeQuery = { ...models, dimension: 'source' };
const named = (text: string): MetricFindValue[] => [{ text, value: text }];

const setUp = () => {
  const clock = { ms: 10 * HOUR_MS };
  const memory = new ValuesMemory(() => clock.ms);
  const asked: string[] = [];
  const way = (name: string, answer: string | null) => (query: ElJefeQuery) => {
    asked.push(`${name} ${query.dimension}`);
    return answer === null ? throwError(() => new Error('down')) : of(named(answer));
  };
  const ask = (first: string | null, again: string | null, { query = models, to = clock.ms } = {}) =>
    firstValueFrom(
      memory.values(query, { from: to - HOUR_MS, to }, { first: way('first', first), again: way('again', again) })
    );
  return { clock, asked, ask };
};

describe('I1: values of variables over a refresh', () => {
  it('waits for the first answer, then gives it at once and asks again beside the panels', async () => {
    const { asked, ask, clock } = setUp();
    expect(await ask('a', null)).toEqual(named('a'));
    clock.ms += 10_000;
    expect(await ask(null, 'b')).toEqual(named('a'));
    expect(await ask(null, 'c')).toEqual(named('b'));
    expect(asked).toEqual(['first model', 'again model', 'again model']);
  });

  it('keeps what it knows while the service is down, and tells the asker once that is ten minutes old', async () => {
    const { ask, clock } = setUp();
    await ask('a', null);
    clock.ms += 300_000;
    expect(await ask(null, null)).toEqual(named('a'));
    clock.ms += 301_000;
    await expect(ask(null, null)).rejects.toThrow('down');
  });

  it.each([
    ['another question', { query: { ...models, dimension: 'provider' } }],
    ['the same hour of the day before', { to: 10 * HOUR_MS - 24 * HOUR_MS }],
  ])('asks first for %s', async (_, other) => {
    const { asked, ask } = setUp();
    await ask('a', null);
    expect(await ask('b', null, other)).toEqual(named('b'));
    expect(asked.map((one) => one.split(' ')[0])).toEqual(['first', 'first']);
  });

  it('asks along for the variables that wait for this one, so that a dashboard opens one request sooner', async () => {
    const { asked, ask } = setUp();
    await ask('a', null, { query: sources });
    expect(asked.sort()).toEqual(['first agent_type', 'first source', 'first workflow']);
    expect(await ask(null, 'b', { query: { ...sources, dimension: 'workflow' } })).toEqual(named('a'));
  });

  it('asks for nothing along where something is chosen: what follows depends on it', async () => {
    const { asked, ask } = setUp();
    await ask('a', null, { query: { ...sources, filters: [{ key: 'model', op: '=', values: ['m'] }] } });
    expect(asked).toEqual(['first source']);
  });
});
