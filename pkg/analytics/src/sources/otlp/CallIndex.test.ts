import { describe, expect, test } from 'vitest';

import { CallIndex } from './CallIndex';
import { type SpanNode } from './node';
import { readLog } from './readLog';
import { readResource } from './readResource';
import { readSpan } from './readSpan';
import { createRedaction, DEFAULT_REDACTION } from '../../redaction';
import { callSpan, makeLog } from './testing/make';

const options = {
  redaction: createRedaction(DEFAULT_REDACTION),
  overrides: [],
  scales: () => ({ worst: 0, best: 1 }),
  received: 1,
};
const resource = readResource(new Map([['service.name', 'crew']]), options.redaction);

const call = (id: number, answer: string): SpanNode =>
  readSpan(callSpan(id, { parent: 9, attributes: { 'gen_ai.response.id': answer } }), { scope: '' }, resource, options)
    .node;

const score = (at: number, answer: string): SpanNode => {
  const told = { 'gen_ai.evaluation.name': 'e', 'gen_ai.evaluation.score.value': 1, 'gen_ai.response.id': answer };
  const { node } = readLog(makeLog('gen_ai.evaluation.result', at, told, { body: null }), resource, options);
  if (node === null) {
    throw new Error('the evaluation has no node');
  }
  return node;
};

describe('D3: calls by the names of their answers', () => {
  test('given more calls than it holds, the newest half of them is found', () => {
    const index = new CallIndex(100);
    for (let number = 1; number <= 1_000; number++) {
      index.add(call(number, `r${number}`));
    }
    const found = Array.from({ length: 1_000 }, (_, at) => index.find(`answer r${at + 1}`) !== null);
    expect(found.slice(-50)).toEqual(Array.from({ length: 50 }, () => true));
    expect(found.filter(Boolean).length).toBeLessThanOrEqual(100);
  });

  test('given more evaluations than may wait, the longest waiting goes, and is told', () => {
    const index = new CallIndex(100, 2);
    const [first, second, third] = [score(1, 'a'), score(2, 'b'), score(3, 'c')];
    expect([...index.wait('answer a', first, 1), ...index.wait('answer b', second, 2)]).toEqual([]);
    expect(index.wait('answer c', third, 3)).toEqual([first]);
    expect(index.add(call(1, 'a'))).toEqual([]);
    expect(index.add(call(2, 'b')).map(({ id, parent }) => [id, parent])).toEqual([[second.id, call(2, 'b').id]]);
  });

  test('an evaluation told again waits once', () => {
    const index = new CallIndex();
    index.wait('answer a', score(1, 'a'), 1);
    index.wait('answer a', score(1, 'a'), 2);
    expect(index.add(call(1, 'a'))).toHaveLength(1);
  });
});
