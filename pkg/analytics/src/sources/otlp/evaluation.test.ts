import { describe, expect, test } from 'vitest';

import { scaledScore, scalesOf } from './evaluation';
import { type RawLog, type Value } from './records';
import { agentSpan, callSpan, makeLog, scoped, spanId, TRACE } from './testing/make';
import { World } from './testing/world';

const STARS = [{ evaluator: 'stars', worst: 1, best: 5 }];

const evaluation = (span: number, told: Record<string, Value>): RawLog => {
  const attributes = Object.entries(told).map(([key, value]) => [`gen_ai.evaluation.${key}`, value]);
  return makeLog('gen_ai.evaluation.result', 2_000, Object.fromEntries(attributes), {
    body: null,
    traceId: TRACE,
    spanId: spanId(span),
  });
};

const crew = () => scoped([agentSpan(1, 'lead'), callSpan(2, { parent: 1 })]);

const world = () => {
  const made = new World();
  made.scales = STARS;
  return made;
};

describe('A3.1: evaluations become a quality score where their scale is known', () => {
  test('a score on a told scale is between 0 and 1; outside of it, or without a scale, it is none', () => {
    const scales = scalesOf([...STARS, { evaluator: 'distance', worst: 10, best: 0 }]);
    const score = (evaluator: string, value: number | null, label: string | null = null) =>
      scaledScore({ evaluator, value, label }, scales);
    expect([score('stars', 5), score('stars', 2), score('stars', 9), score('distance', 10)]).toEqual([
      1,
      0.25,
      null,
      0,
    ]);
    expect([score('other', 0.5), score('other', null, 'Pass'), score('other', 3, 'failed')]).toEqual([null, 1, 0]);
    expect(
      scaledScore({ evaluator: 'any', value: 3, label: null }, scalesOf([{ evaluator: '*', worst: 0, best: 4 }]))
    ).toBe(0.75);
  });

  test('events about spans of a job are its score, their mean, in whatever order they come, and after a restart', async () => {
    const logs = [
      evaluation(2, { name: 'stars', 'score.value': 5 }),
      evaluation(1, { name: 'stars', 'score.value': 2 }),
      evaluation(2, { name: 'unheard of', 'score.value': 0.1 }),
    ];
    for (const first of ['spans', 'logs']) {
      const one = world();
      await (first === 'spans' ? one.receiver.traces(crew()) : one.receiver.logs(scoped(logs)));
      one.restart();
      await (first === 'spans' ? one.receiver.logs(scoped(logs)) : one.receiver.traces(crew()));
      expect(one.job('lead')?.output_quality_score).toBeCloseTo((1 + 0.25) / 2, 12);
      expect(one.rows.feedback?.map(({ score }) => score)).toEqual([5, 2, 0.1]);
    }
  });

  test('a score without a known scale is stored as told, counted as unmapped, and no quality', async () => {
    const one = world();
    await one.receiver.traces(crew());
    const before = one.counters.total().unmapped;
    await one.receiver.logs(
      scoped([
        evaluation(2, { name: 'unheard of', 'score.value': 0.1 }),
        evaluation(2, { name: 'broken', 'error.type': 'timeout' }),
      ])
    );
    expect(one.counters.total().unmapped - before).toBe(1);
    expect(one.job('lead')?.output_quality_score).toBeNull();
  });

  test('OpenInference: a score on a span is of its job; one of the trace or session is not', async () => {
    const one = world();
    const attributes = {
      'evaluation.name': 'stars',
      'evaluation.score': 3,
      'annotations.0.annotation.name': 'review',
      'annotations.0.annotation.label': 'pass',
      'trace.evaluations.0.evaluation.name': 'stars',
      'trace.evaluations.0.evaluation.score': 1,
      'session.evaluations.0.evaluation.name': 'stars',
      'session.evaluations.0.evaluation.score': 1,
      'session.id': 'talk-1',
    };
    await one.receiver.traces(scoped([agentSpan(1, 'lead'), callSpan(2, { parent: 1, attributes })]));
    expect(one.job('lead')?.output_quality_score).toBe(0.75);
    expect(one.rows.feedback?.map(({ subject_kind, subject, score }) => [subject_kind, subject, score])).toEqual([
      ['span', `${TRACE}-${spanId(2)}`, 3],
      ['span', `${TRACE}-${spanId(2)}`, null],
      ['trace', TRACE, 1],
      ['session', 'talk-1', 1],
    ]);
  });

  test('D3: an event that names only the answer is matched with the call of that answer, whichever comes first', async () => {
    const told = { 'gen_ai.evaluation.name': 'stars', 'gen_ai.evaluation.score.value': 2, 'gen_ai.response.id': 'r-2' };
    const logs = scoped([makeLog('gen_ai.evaluation.result', 2_000, told, { body: null })], {
      'service.name': 'evaluator',
    });
    const spans = scoped([
      agentSpan(1, 'lead'),
      callSpan(2, { parent: 1, attributes: { 'gen_ai.response.id': 'r-2' } }),
    ]);
    for (const first of ['spans', 'logs']) {
      const one = world();
      await (first === 'spans' ? one.receiver.traces(spans) : one.receiver.logs(logs));
      await (first === 'spans' ? one.receiver.logs(logs) : one.receiver.traces(spans));
      expect(one.job('lead')?.output_quality_score).toBe(0.25);
      one.time += 11 * 60_000;
      await one.receiver.settle();
      expect(one.counters.total().unmatched).toBe(0);
    }
  });

  test('D3: an event whose call never comes, or that names none, is counted as unmatched of its source', async () => {
    const one = world();
    const told = { 'gen_ai.evaluation.name': 'stars', 'gen_ai.evaluation.score.value': 2 };
    const events = [{ ...told, 'gen_ai.response.id': 'never' }, told].map((attributes, index) =>
      makeLog('gen_ai.evaluation.result', 2_000 + index, attributes, { body: null })
    );
    await one.receiver.logs(scoped(events));
    expect(one.counters.total().unmatched).toBe(1);
    one.time += 11 * 60_000;
    await one.receiver.settle();
    await one.receiver.settle();
    expect(one.counters.snapshot().map(({ source, counts }) => [source, counts.unmatched, counts.stored])).toEqual([
      ['crew', 2, 2],
    ]);
  });
});
