import { describe, expect, test } from 'vitest';

import { createRedaction, DEFAULT_REDACTION } from '../../redaction';

import { attributesJson, readResource } from './readResource';
import { type Attributes } from './records';

const redaction = createRedaction(DEFAULT_REDACTION);
const attributes = (texts: Record<string, string>): Attributes => new Map(Object.entries(texts));
const jsonWith = (own: Attributes, resource: Attributes = attributes({ 'service.name': 'crew' }), scope = '') =>
  attributesJson(own, { resource: readResource(resource, redaction), redaction, scope });

describe('attributes of a record as they are stored', () => {
  test('scope, resource and own attributes are one object, each part may be empty', () => {
    expect(jsonWith(attributes({ a: 'b' }), undefined, 'agents')).toBe(
      '{"otel.scope.name":"agents","resource.service.name":"crew","a":"b"}'
    );
    expect(jsonWith(attributes({}))).toBe('{"resource.service.name":"crew"}');
    expect(jsonWith(attributes({}), attributes({}))).toBe('{}');
    expect(jsonWith(attributes({}), attributes({}), 'agents')).toBe('{"otel.scope.name":"agents"}');
  });

  test('B1: however large they are, and however much their texts grow as JSON, what is stored is bounded', () => {
    const zeros = '\u0000'.repeat(10_000);
    const many = attributes(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`key ${index}`, zeros])));
    const stored = jsonWith(many, attributes({ 'service.name': 'crew', huge: zeros }));
    expect(stored.length).toBeLessThan(300_000);
    expect(JSON.parse(stored)).toMatchObject({ 'resource.service.name': 'crew', 'resource.huge': expect.any(String) });
    expect(stored).toContain('… (cut)');
  });
});
