import { type DataFrame, FieldType } from '@grafana/data';

import { defaultQuery } from '../query/defaultQuery';
import { type AskableKind, type ElJefeQuery } from '../query/query.types';
import { shapeFrame } from './shapeFrame';

const events: DataFrame = {
  name: 'events',
  refId: 'A',
  length: 1,
  fields: [
    { name: 'id', type: FieldType.string, values: ['e1'], config: {} },
    { name: 'time', type: FieldType.time, values: [1_000], config: {} },
    { name: 'severity', type: FieldType.string, values: ['warning'], config: {} },
    { name: 'kind', type: FieldType.string, values: ['alert'], config: {} },
    { name: 'title', type: FieldType.string, values: ['Error rate'], config: {} },
    { name: 'text', type: FieldType.string, values: ['12 %'], config: {} },
  ],
};

const shaped = (kind: AskableKind, given: Partial<ElJefeQuery> = {}, inExplore = false): string[] =>
  shapeFrame(events, { query: { refId: 'A', ...defaultQuery(kind), ...given }, inExplore }).fields.map(
    ({ name }) => name
  );

const LINES = ['timestamp', 'body', 'severity', 'id', 'labels'];

describe('I1: answers in the shape that the asker can draw', () => {
  it('events are a table for panels, log lines for Explore and for who asks for them', () => {
    expect(shaped('events')).toEqual(events.fields.map(({ name }) => name));
    expect(shaped('events', {}, true)).toEqual(LINES);
    expect(shaped('alerts', { format: 'logs' })).toEqual(LINES);
    expect(shaped('events', { format: 'table' }, true)).not.toContain('body');
  });

  it('D6, L1: marks and alerts become annotations with tags, and no column is named twice', () => {
    const names = shaped('alerts', { format: 'annotations' });
    expect(names).toEqual(expect.arrayContaining(['time', 'title', 'text', 'tags']));
    expect(new Set(names).size).toBe(names.length);
    expect(shaped('marks')).toContain('tags');
    expect(shaped('marks', {}, true)).not.toContain('tags');
  });
});
