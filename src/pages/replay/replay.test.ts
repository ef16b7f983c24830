import fc from 'fast-check';

import { buildTree } from '../trace/buildTree';
import { busyTimes, timeAxis } from '../trace/timeAxis';
import { SMALL_TRACE, span, T0 } from '../trace/trace.fixtures';
import { advanced, movedTo, playMs, toggled } from './player';
import { doingAt, turnAt, turnsOf } from './turns';

const tree = buildTree(SMALL_TRACE);
const handoff = {
  from_step: 'p',
  to_step: 'c',
  from_agent: 'planner',
  to_agent: 'coder',
  at: T0 + 6_000,
  outcome: 'accepted' as const,
  context_score: null,
};
const turns = turnsOf(tree, { handoffs: [handoff], steps: [] });
const axis = timeAxis({ from: tree.startMs, to: tree.endMs }, busyTimes(tree));

describe('T2: turns of a session', () => {
  it('tells who began, spoke, used a tool and handed over, in order', () => {
    expect(turns.map(({ kind, who, title }) => `${who} ${kind} ${title}`)).toEqual([
      'planner began plan',
      'agent began workflow',
      'planner said chat',
      'planner handed coder',
      'coder began code',
      'coder used run_tests',
    ]);
    expect(turns.find(({ failed }) => failed)?.message).toBe('2 tests failed');
  });

  it('tells what each agent does at an instant', () => {
    const at = (ms: number) =>
      Object.fromEntries(doingAt(turns, T0 + ms).map(({ who, turn, isBusy }) => [who, [turn.title, isBusy]]));
    expect(at(1_000)).toEqual({ planner: ['chat', true], agent: ['workflow', true] });
    expect(at(50_000)).toEqual({ planner: ['coder', false], agent: ['workflow', true] });
    expect(at(92_000)).toMatchObject({ coder: ['run_tests', true] });
  });

  it('finds the turn of any instant as a walk through all would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 })), fc.integer({ min: -10, max: 1_010 }), (starts, at) => {
        const some = turnsOf(
          buildTree(starts.map((start, index) => span({ id: String(index), startMs: T0 + start }))),
          {
            handoffs: [],
            steps: [],
          }
        );
        expect(turnAt(some, T0 + at)).toBe(some.filter(({ atMs }) => atMs <= T0 + at).length - 1);
      })
    );
  });
});

describe('T2: play and pause', () => {
  const start = { x: 0, playing: true, speed: 16 };

  it('never runs backwards, never past the end, and stops there', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 5_000 }), { maxLength: 60 }), (steps) => {
        let state = start;
        for (const elapsed of steps) {
          const next = advanced(state, elapsed, axis);
          expect(next.x).toBeGreaterThanOrEqual(state.x);
          expect(next.x).toBeLessThanOrEqual(1);
          expect(next.playing).toBe(state.playing && next.x < 1);
          state = next;
        }
      })
    );
  });

  it('takes as long as the work, not as the pauses', () => {
    expect(playMs(axis)).toBeLessThan(30_000);
    expect(advanced({ ...start, speed: 1 }, playMs(axis) + 1, axis)).toMatchObject({ x: 1, playing: false });
  });

  it('stands still while paused, and begins anew after the end', () => {
    const paused = toggled(start);
    expect(advanced(paused, 10_000, axis)).toBe(paused);
    expect(toggled({ ...paused, x: 1 })).toMatchObject({ x: 0, playing: true });
    expect(movedTo(paused, 3).x).toBe(1);
  });
});
