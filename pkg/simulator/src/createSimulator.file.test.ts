import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createSimulator } from './createSimulator';
import { ask, connect, eventually, objectAt, running } from './testing/running';

const readJson = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
};

describe('D1: state file', () => {
  it('is rewritten in place: a reader can meet it half written', async () => {
    const { stateFile } = await running({ stateFileEveryMs: 20, halfWrittenMs: 40 });
    await eventually(async () => {
      const text = await readFile(stateFile, 'utf8').catch(() => '');
      return text.startsWith('{') && !text.trimEnd().endsWith('}');
    });
    await eventually(() => readJson(stateFile));
  });

  it.each([
    ['a', ['agent_jobs', 'workflow_sessions', 'last_updated']],
    ['b', ['sessions', 'last_updated', 'version']],
  ] as const)('has the keys of shape %s', async (fileShape, keys) => {
    const { stateFile } = await running({ fileShape });
    const file = await eventually(() => readJson(stateFile));
    expect(Object.keys(Object(file))).toEqual(keys);
  });
});

describe('a lost folder', () => {
  it('does not end the orchestrator', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'el-jefe-test-'));
    const { stateFile, url } = await running({
      stateFile: join(folder, 'monitoring_state.json'),
      stateFileEveryMs: 20,
    });
    await eventually(() => readJson(stateFile));
    await eventually(() =>
      rm(folder, { recursive: true }).then(
        () => true,
        () => false
      )
    );
    await eventually(async () => Number((await ask(url, '/api/metrics')).body['completed_jobs']) > 3);
    expect(Object.keys((await ask(url, '/api/agents')).body).length).toBeGreaterThan(3);
  });
});

describe('ground truth file', () => {
  it('is there at the end and equals what the interface showed', async () => {
    const truthFile = join(await mkdtemp(join(tmpdir(), 'el-jefe-test-')), 'truth.json');
    const { simulator, url } = await running({
      scenario: 'failure-burst',
      speed: 60,
      agents: 20,
      durationSeconds: 150,
      truthFile,
    });
    await simulator.drained();
    const shown = (await ask(url, '/api/status')).body;
    const metrics = (await ask(url, '/api/metrics')).body;
    await simulator.stop();
    const truth: unknown = await readJson(truthFile);
    const live = simulator.truth();
    expect(truth).toMatchObject({ seed: 1, scenario: 'failure-burst', speed: 60, labels: [{ kind: 'failure-burst' }] });
    expect(live.jobs.length).toBe(Object.keys(objectAt(shown, 'agents')).length);
    for (const job of live.jobs) {
      expect(objectAt(objectAt(shown, 'agents'), job.id)).toMatchObject({
        status: job.status,
        tokens_used: job.tokens,
        error_message: job.error_message,
      });
    }
    for (const session of live.sessions) {
      expect(objectAt(objectAt(shown, 'workflows'), session.id)['status']).toBe(session.status);
    }
    const { completed, failed, tokens, words, error_rate: errorRate } = live.aggregate;
    expect(metrics).toMatchObject({
      completed_jobs: completed,
      failed_jobs: failed,
      running_jobs: 0,
      total_tokens: tokens,
      total_words: words,
    });
    expect(errorRate).toBeGreaterThan(0.1);
    expect(Object(truth)['aggregate']).toEqual(live.aggregate);
  });

  it('a run with a duration drains', async () => {
    const { simulator } = await running({ speed: 100, durationSeconds: 5 });
    await simulator.drained();
    expect(simulator.truth().aggregate).toMatchObject({ running: 0, queued: 0 });
  });
});

describe('orchestrator-restart', () => {
  it('drops the connection, refuses new ones, and comes back on the same port with what the file holds', async () => {
    const { simulator, url, port } = await running({ scenario: 'orchestrator-restart', speed: 40 });
    const client = await connect(port);
    expect(await client.closed).toBe(1006);
    await expect(ask(url, '/api/status')).rejects.toThrow('fetch failed');
    const status = await eventually(() => ask(url, '/api/status').catch(() => null));
    const label = simulator.truth().labels.find((candidate) => candidate.kind === 'orchestrator-restart');
    const orphans = simulator.truth().jobs.filter((job) => label?.jobs.includes(job.id));
    const shown = objectAt(status.body, 'agents');
    expect(orphans.length).toBeGreaterThan(3);
    for (const job of orphans) {
      const held = objectAt(shown, job.id);
      const expected =
        job.origin === 'streaming' && job.started_at !== null ? { status: job.status, session_id: null } : {};
      expect(held).toMatchObject(expected);
      expect(Object.keys(held).length > 0).toBe(job.origin === 'streaming' && job.started_at !== null);
    }
    const again = await connect(port);
    await eventually(() => again.messages().find((message) => message['type'] === 'agent_update'));
  });

  it('kill resets connections and leaves a file that a new one starts from', async () => {
    const stateFile = join(await mkdtemp(join(tmpdir(), 'el-jefe-test-')), 'monitoring_state.json');
    const first = createSimulator({ port: 0, speed: 20, stateFile, stateFileEveryMs: 50 });
    const { port } = await first.start();
    const client = await connect(port);
    await eventually(
      async () =>
        Object.keys(objectAt(Object.fromEntries(Object.entries(Object(await readJson(stateFile)))), 'agent_jobs'))
          .length > 5
    );
    await first.kill();
    expect(await client.closed).toBe(1006);
    const left = await readJson(stateFile);
    const second = await running({ stateFile, stateFileEveryMs: 1e9, agents: 1 });
    const shown = Object.keys(objectAt((await ask(second.url, '/api/status')).body, 'agents'));
    expect(shown).toEqual(expect.arrayContaining(Object.keys(Object(Object(left)['agent_jobs']))));
  });

  it('starts with nothing from a half-written file', async () => {
    const stateFile = join(await mkdtemp(join(tmpdir(), 'el-jefe-test-')), 'monitoring_state.json');
    await writeFile(stateFile, '{"agent_jobs": {"old_job": {"job_id": "old_job"');
    const { url } = await running({ stateFile });
    expect(Object.keys(objectAt((await ask(url, '/api/status')).body, 'agents'))).not.toContain('old_job');
  });
});
