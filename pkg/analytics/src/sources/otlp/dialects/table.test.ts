import { describe, expect, it } from 'vitest';

import { Fields } from '../readFields';
import { type Value } from '../records';
import { type Field } from './names';
import { CLAUDE, CLAUDE_TABLE, GENERAL, GENERAL_TABLE } from './table';

const read = (attributes: Record<string, Value>): Fields =>
  new Fields(GENERAL_TABLE).read(new Map(Object.entries(attributes)));

describe('want 8: attributes of every dialect', () => {
  it.each(
    GENERAL.flatMap((dialect) =>
      Object.entries(dialect.fields).flatMap(([field, keys]) => keys.map((key) => [key, field, dialect.name] as const))
    )
  )('want 8: %s means %s (%s)', (key, field) => {
    expect(GENERAL_TABLE.get(key)?.field).toBe(field);
  });

  it('want 8: inside of Claude Code’s scope its own keys come first', () => {
    for (const [field, keys] of Object.entries(CLAUDE[0]?.fields ?? {})) {
      keys.forEach((key) => expect(CLAUDE_TABLE.get(key)?.field).toBe(field));
    }
    expect(GENERAL_TABLE.get('input_tokens')).toBeUndefined();
  });

  it.each([
    ['gen_ai.request.temperature', true],
    ['gen_ai.evaluation.score.value', true],
    ['llm.input_messages.0.message.role', true],
    ['gen_ai.usage.text.input_tokens', true],
    ['http.request.method', true],
    ['acme.secret_sauce', false],
    ['gen_ai.nonsense', false],
  ])('want 8: %s is known: %s', (key, known) => {
    expect(GENERAL_TABLE.isKnown(key)).toBe(known);
    expect(read({ [key]: 'x' }).unmapped).toBe(known ? 0 : 1);
  });

  it.each<[Field & ('provider' | 'model' | 'session'), Record<string, Value>, string]>([
    ['provider', { 'gen_ai.system': 'openai', 'gen_ai.provider.name': 'azure.ai.openai' }, 'azure.ai.openai'],
    ['model', { 'gen_ai.request.model': 'gpt-4o', 'gen_ai.response.model': 'gpt-4o-2024' }, 'gpt-4o-2024'],
    ['model', { 'llm.model_name': 'a', 'gen_ai.request.model': 'b' }, 'b'],
    ['session', { 'session.id': 's', 'gen_ai.conversation.id': 'c' }, 'c'],
  ])('D3: of several keys for %s the best one wins, in any order', (field, attributes, value) => {
    const reversed = Object.fromEntries(Object.entries(attributes).reverse());
    expect([read(attributes).text(field), read(reversed).text(field)]).toEqual([value, value]);
  });

  it('D3: numbers may come as texts, lists as texts; what cannot be read is counted, and leaves the next best key', () => {
    const fields = read({
      'gen_ai.usage.input_tokens': 'many',
      'gen_ai.usage.prompt_tokens': '12',
      'gen_ai.response.finish_reasons': ['stop', 'length'],
    });
    expect(fields.number('inputTokens')).toBe(12);
    expect(fields.text('finishReason')).toBe('stop,length');
    expect(fields.unreadable).toBe(1);
  });
});
