import { describe, expect, test } from 'vitest';

import { type RowOf } from '../../store/schema';

import { OwnerlessRows } from './OwnerlessRows';
import { type RawSpan } from './records';
import { agentSpan, callSpan, scoped, spanId, TRACE } from './testing/make';
import { World } from './testing/world';

const JOB = `${TRACE}-${spanId(1)}`;
/** Longer than a trace with a missing parent is waited for. */
const LONG_MS = 60_000;

const send = (world: World, ...spans: RawSpan[]) => world.receiver.traces(scoped(spans));

/** Job of each stored span, in the newest version of its row. */
const jobsOfSpans = (world: World): Record<string, string> => {
  const newest = new Map<string, RowOf<'spans'>>();
  for (const row of world.rows.spans ?? []) {
    if (row.received >= (newest.get(row.span_id)?.received ?? 0)) {
      newest.set(row.span_id, row);
    }
  }
  return Object.fromEntries([...newest].map(([id, { job_id }]) => [id, job_id]));
};

describe('D3: the job of a span whose parent comes later', () => {
  test('spans stored before their agent are written once more, with their job', async () => {
    const world = new World();
    await send(world, callSpan(2, { parent: 1 }), callSpan(3, { parent: 2 }));
    expect(jobsOfSpans(world)).toEqual({ [spanId(2)]: '', [spanId(3)]: '' });
    world.time += 10;
    await send(world, agentSpan(1, 'lead'));
    expect(jobsOfSpans(world)).toEqual({ [spanId(1)]: JOB, [spanId(2)]: JOB, [spanId(3)]: JOB });
    const rows = world.rows.spans?.length;
    world.time += 10;
    await send(world, agentSpan(1, 'lead'));
    expect(world.rows.spans).toHaveLength((rows ?? 0) + 1);
  });

  test('an agent whose own parent never comes owns its calls when the trace has settled', async () => {
    const world = new World();
    await send(world, callSpan(2, { parent: 9 }));
    world.time += LONG_MS;
    await world.receiver.settle();
    expect(jobsOfSpans(world)).toEqual({ [spanId(2)]: `${TRACE}-${spanId(2)}` });
  });

  test('a store that takes nothing while a trace settles: it is settled again later', async () => {
    const world = new World();
    await send(world, callSpan(2, { parent: 9 }));
    world.time += LONG_MS;
    world.fail = new Error('no store');
    await expect(world.receiver.settle()).rejects.toThrow('no store');
    expect(world.jobs()).toEqual([]);
    world.fail = null;
    await world.receiver.settle();
    expect(world.jobs()).toHaveLength(1);
    expect(jobsOfSpans(world)).toEqual({ [spanId(2)]: `${TRACE}-${spanId(2)}` });
  });

  test('of more than the bound the oldest are let go', async () => {
    const world = new World();
    await send(world, ...[2, 3, 4].map((id) => callSpan(id, { parent: 1 })));
    const ownerless = new OwnerlessRows(2);
    ownerless.hold(world.rows.spans ?? []);
    const owners = new Map([2, 3, 4].map((id) => [spanId(id), JOB]));
    expect(ownerless.take(owners, 0).map(({ span_id }) => span_id)).toEqual([spanId(3), spanId(4)]);
    expect(ownerless.size).toBe(0);
    const rows = world.rows.spans ?? [];
    const small = new OwnerlessRows(10, (rows[0]?.attributes.length ?? 0) + 10);
    small.hold(rows);
    expect(small.size).toBe(1);
  });
});

describe('evidence in memory', () => {
  test('a trace silent for long leaves memory; what comes of it later meets all of it again (B1)', async () => {
    const world = new World();
    await send(world, agentSpan(1, 'lead'), callSpan(2, { parent: 1 }));
    expect(world.evidence.size()).toEqual({ groups: 1, nodes: 2 });
    world.time += 10 * LONG_MS;
    await world.receiver.settle();
    expect(world.evidence.size()).toEqual({ groups: 0, nodes: 0 });
    await send(world, callSpan(3, { parent: 1 }));
    expect(world.job('lead')).toMatchObject({ input_tokens: 2_000, labels: { model_calls: '2' } });
  });
});
