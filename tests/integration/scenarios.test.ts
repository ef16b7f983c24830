import { afterEach, describe, expect, test } from 'vitest';

import { createSimulator } from '../../pkg/simulator/src/createSimulator';
import { startHere, type WatchedJob } from '../support/service';
import { until } from '../support/until';

/** What is still under way when nothing new starts any more: work that nobody does, or that waits for ever. */
const OPEN = ['queued', 'running', 'waiting', 'paused', 'interrupted'];
const ENDED = ['completed', 'failed', 'interrupted'];

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) {
    await stop();
  }
});

const SCENARIOS = [
  'healthy',
  'failure-burst',
  'slow-after-deployment',
  'cost-leak',
  'deadlock',
  'loop',
  'queue-growth',
  'resource-exhaustion',
  'orchestrator-restart',
  'malformed-messages',
] as const;

const SPEED = 40;
/** Logical seconds: every scenario has shown what it is for by then. */
const DURATION = 240;

/** Runs a scenario to its end under the service's eyes. */
const watch = async (scenario: string) => {
  const simulator = createSimulator({ port: 0, scenario, speed: SPEED, durationSeconds: DURATION, seed: 11 });
  const { url } = await simulator.start();
  stops.push(() => simulator.stop());
  const service = await startHere(`--orchestrator=main=${url}`, '--live-recent-jobs-seconds=600');
  stops.push(service.stop);
  await new Promise((resolve) => setTimeout(resolve, (DURATION / SPEED) * 1_000));
  return { simulator, service };
};

type Truth = ReturnType<ReturnType<typeof createSimulator>['truth']>;

/** Jobs that are not as they truly are, each as a sentence. */
const wrongJobs = (truth: Truth, stored: readonly WatchedJob[], scenario: string): string[] => {
  const rows = new Map(stored.map((job) => [job.job_id, job.status]));
  return truth.jobs.flatMap(({ id, status, orphaned, origin }) => {
    const shown = rows.get(id);
    // A restart forgets what its server alone knew; it was seen or not, and is never shown as healthy for ever.
    const isForgotten = scenario === 'orchestrator-restart' && origin !== 'streaming';
    const isRight = orphaned
      ? shown === undefined || OPEN.includes(shown)
      : ENDED.includes(status)
        ? shown === status || (isForgotten && (shown === undefined || shown === 'interrupted'))
        : shown !== undefined && OPEN.includes(shown);
    return isRight ? [] : [`${origin} ${id} is ${shown}, truly ${status}`];
  });
};

describe('D1: every scenario ends in the state that is true', { timeout: 90_000 }, () => {
  test.each(SCENARIOS)('%s', async (scenario) => {
    const { simulator, service } = await watch(scenario);
    let wrong: string[] = [];
    await until(
      async () => {
        const truth = simulator.truth();
        wrong = wrongJobs(truth, await service.jobs(), scenario);
        return truth.jobs.length > 20 && wrong.length === 0 ? true : null;
      },
      { withinMs: 40_000, what: 'the truth' }
    ).catch((error: unknown) => {
      expect(wrong).toEqual([]);
      throw error;
    });
    const ids = (await service.jobs()).map(({ job_id }) => job_id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
