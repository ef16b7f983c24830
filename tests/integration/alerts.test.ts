import { afterEach, describe, expect, it } from 'vitest';

import { findProgram } from '../support/program';
import { startPrometheus, type RunningPrometheus } from '../support/prometheus';
import { type ServerProcess } from '../support/serverProcess';
import { startAnalytics, startSimulator } from '../support/system';
import { until } from '../support/until';

/** The simulator runs this much faster, and the rules' durations are as much shorter: one minute takes three seconds. */
const SPEED = 20;
/** Default of `thresholds.jobSilentSeconds`, five minutes, in the simulator's time. */
const SILENT_SECONDS = 300 / SPEED;
const WITHIN_MS = 90_000;
const SCRAPES_PER_MINUTE = 6;

const program = findProgram('prometheus');

/** Simulator, analytics service and Prometheus as processes of their own, with the shipped rules. */
describe.skipIf(program === null)('Alerts on the simulator’s scenarios (L1, L2)', { timeout: 240_000 }, () => {
  const stops: Array<() => Promise<void>> = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) {
      await stop();
    }
  });

  const watch = async (scenario: string): Promise<{ orchestrator: ServerProcess; prometheus: RunningPrometheus }> => {
    const orchestrator = await startSimulator(scenario, SPEED);
    let up = true;
    const stopOnce = async () => {
      if (up) {
        up = false;
        await orchestrator.stop();
      }
    };
    stops.push(stopOnce);
    const service = await startAnalytics(
      orchestrator.url,
      `--thresholds-job-silent-seconds=${SILENT_SECONDS}`,
      '--log-level=info'
    );
    stops.push(service.stop);
    const prometheus = await startPrometheus({
      program: program ?? '',
      target: new URL(service.url).host,
      timeScale: 1 / SPEED,
    });
    stops.push(prometheus.stop);
    return { orchestrator: { ...orchestrator, stop: stopOnce }, prometheus };
  };

  const fired = (prometheus: RunningPrometheus, id: string) =>
    until(async () => (await prometheus.firing()).find((alert) => alert.id === id) ?? null, {
      withinMs: WITHIN_MS,
      what: `${id} to fire`,
    });

  /** Ids of everything that fires at any time in the next minutes of the simulator's time. */
  const firingDuring = async (prometheus: RunningPrometheus, minutes: number): Promise<string[]> => {
    const seen = new Set<string>();
    const end = (await prometheus.scrapes()) + minutes * SCRAPES_PER_MINUTE;
    await until(
      async () => {
        (await prometheus.firing()).forEach(({ id }) => seen.add(id));
        return (await prometheus.scrapes()) >= end ? true : null;
      },
      { withinMs: WITHIN_MS, what: `${minutes} minutes to pass` }
    );
    return [...seen];
  };

  it('healthy: nothing fires in twelve minutes; then the orchestrator dies: unreachable fires, and only that', async () => {
    const { orchestrator, prometheus } = await watch('healthy');
    expect(await firingDuring(prometheus, 12)).toEqual([]);
    await orchestrator.stop();
    const { labels } = await fired(prometheus, 'L1.orchestrator-unreachable');
    expect(labels).toMatchObject({ orchestrator: 'main', severity: 'critical' });
    expect(await firingDuring(prometheus, 7)).toEqual(['L1.orchestrator-unreachable']);
  });

  it('orchestrator-restart: five seconds away are no alert', async () => {
    const { prometheus } = await watch('orchestrator-restart');
    expect(await firingDuring(prometheus, 6)).not.toContain('L1.orchestrator-unreachable');
  });

  it('failure-burst: the error rate fires with its value', async () => {
    const { prometheus } = await watch('failure-burst');
    const { labels, annotations } = await fired(prometheus, 'L2.error-rate');
    expect(labels).toMatchObject({ orchestrator: 'main', severity: 'warning' });
    expect(annotations.summary).toMatch(/^[1-9]\d(\.\d+)?% of the jobs of main fail$/);
  });

  it('deadlock: jobs that wait for each other are noticed as gone quiet', async () => {
    const { prometheus } = await watch('deadlock');
    const { labels, annotations } = await fired(prometheus, 'L2.job-without-news');
    expect(labels).toMatchObject({ orchestrator: 'main', severity: 'warning' });
    expect(annotations.summary).toMatch(/^\d+ running \S+ job\(s\) of main have gone quiet$/);
  });
});
