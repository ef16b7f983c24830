import { type LiveSession, type Step } from '@eljefe/contract';

import { AT_MS, done, handoff, session, step, writing } from '../../src/panels/pipeline/pipeline.fixtures';

const failing = (): LiveSession => {
  const base = writing();
  return {
    ...base,
    session_id: 'session-9',
    workflow_id: 'bug-fix',
    status: 'waiting',
    waiting_on_human: true,
    steps: base.steps.map((one): Step => {
      switch (one.name) {
        case 'survey':
          return {
            ...one,
            status: 'failed',
            attempts: 3,
            error: 'web_search: upstream answered 502 Bad Gateway after 3 attempts',
          };
        case 'draft':
          return { ...one, status: 'waiting', progress: null, human_wait_seconds: 340, name: 'approve the draft' };
        default:
          return one;
      }
    }),
    handoffs: [
      handoff('research', 'draft'),
      handoff('survey', 'draft', { outcome: 'failed' }),
      handoff('draft', 'plan'),
    ],
  };
};

const STATUSES: ReadonlyArray<Step['status']> = ['completed', 'completed', 'completed', 'running', 'queued'];

/** So many steps in ten phases, each step after two of the phase before. */
const crowd = (count: number): LiveSession => {
  const perPhase = Math.ceil(count / 10);
  const steps = Array.from({ length: count }, (_, index): Step => {
    const phase = Math.floor(index / perPhase);
    const parent = index - perPhase;
    const change = {
      name: `task ${index}`,
      phase: `Phase ${phase + 1}`,
      agent_type: ['researcher', 'writer', 'coder'][index % 3] ?? null,
      depends_on: phase === 0 ? [] : [`s${parent}`, `s${phase * perPhase - 1 - (index % perPhase)}`],
    };
    const status = index === 37 ? 'failed' : phase < 6 ? 'completed' : (STATUSES[index % 5] ?? 'queued');
    return status === 'completed'
      ? done(`s${index}`, 5_000 - phase * 400, 20 + (index % 90), change)
      : step(`s${index}`, { ...change, status, started_at: status === 'running' ? AT_MS - 30_000 : null });
  });
  return session('crowd', { workflow_id: 'migration', steps });
};

const unordered = (): LiveSession =>
  session('flat', {
    steps: ['plan', 'search', 'write', 'check'].map((name, index) => done(name, 400 - index * 60, 50)),
  });

/** Sessions of a scene by name. */
export const pipelineScene = (scene: string): LiveSession[] => {
  switch (scene) {
    case 'failing':
      return [writing(), failing()];
    case 'crowd':
      return [crowd(5_000)];
    case 'hundred':
      return [crowd(100)];
    case 'unordered':
      return [unordered()];
    case 'no-steps':
      return [session('empty')];
    case 'stale':
      return [writing({ stale: true, age_seconds: 240 })];
    default:
      return [writing()];
  }
};
