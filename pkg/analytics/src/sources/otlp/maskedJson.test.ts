import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createRedaction, DEFAULT_REDACTION } from '../../redaction';

import { jsonOf } from './maskedJson';
import { type Attributes, type Value } from './records';

const SECRET = 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ';

const text = fc.oneof(
  fc.constantFrom('chat', SECRET, 'password=hunter2secret', '', 'Bearer abc123def456'),
  fc.string({ unit: 'binary' })
);
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('api_key', 'text', '__proto__'), tie('value'), { maxKeys: 3 })
  ),
})).value;
const attributes: fc.Arbitrary<Attributes> = fc
  .array(fc.tuple(fc.constantFrom('gen_ai.operation.name', 'api_key', 'note', '__proto__', 'a"b'), value), {
    maxLength: 5,
  })
  .map((pairs) => new Map(pairs));

describe('attributes as JSON with secrets masked (B2, T5)', () => {
  test('equals masking each value by its name, whatever was written before', () => {
    const redaction = createRedaction(DEFAULT_REDACTION);
    const plain = createRedaction(DEFAULT_REDACTION);
    fc.assert(
      fc.property(attributes, fc.constantFrom('', 'resource.'), (given, prefix) => {
        const expected = Object.fromEntries([...given].map(([key, one]) => [prefix + key, plain.value(key, one)]));
        expect(JSON.parse(jsonOf(given, redaction, prefix))).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
      { numRuns: 1_000 }
    );
  });

  test('a text found clean under one name is still masked under a name that says secret', () => {
    const redaction = createRedaction(DEFAULT_REDACTION);
    const written = ['note', 'api_key', 'note'].map((key) => jsonOf(new Map([[key, 'plain words']]), redaction));
    expect(written).toEqual(['{"note":"plain words"}', '{"api_key":"[redacted:secret]"}', '{"note":"plain words"}']);
  });

  test('ten thousand invented keys and values are written right, though not all can be remembered', () => {
    const redaction = createRedaction(DEFAULT_REDACTION);
    for (let index = 0; index < 10_000; index += 1) {
      const given = new Map([[`key ${index}`, `value ${index}`]]);
      expect(jsonOf(given, redaction)).toBe(`{"key ${index}":"value ${index}"}`);
    }
  });
});
