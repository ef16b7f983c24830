import { readFile, writeFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import { ask, eventually, objectAt, post, running } from './testing/running';

describe('D1: HTTP', () => {
  it('/api/status: system, and agents and workflows keyed by id', async () => {
    const { url } = await running();
    const { body, status, type } = await eventually(async () => {
      const got = await ask(url, '/api/status');
      return Object.keys(objectAt(got.body, 'agents')).length > 3 && got;
    });
    expect([status, type]).toEqual([200, 'application/json; charset=utf-8']);
    expect(objectAt(body, 'system')).toMatchObject({ status: 'running', uptime: 'active', connected_clients: 0 });
    for (const [id, job] of Object.entries(objectAt(body, 'agents'))) {
      expect(job).toMatchObject({ job_id: id, agent_type: expect.any(String), progress: expect.any(Number) });
    }
    for (const [id, session] of Object.entries(objectAt(body, 'workflows'))) {
      expect(session).toMatchObject({ session_id: id, workflow_type: expect.any(String) });
    }
  });

  it('/api/agents and /api/workflows: from the file, so {} in the other writer’s shape while /api/status has entries', async () => {
    const { url } = await running({ fileShape: 'b' });
    await eventually(async () => Object.keys(objectAt((await ask(url, '/api/status')).body, 'agents')).length > 3);
    const empty = await eventually(async () => (await ask(url, '/api/agents')).text === '{}');
    expect(empty).toBe(true);
    expect((await ask(url, '/api/workflows')).text).toBe('{}');
  });

  it('/api/agents: from memory while the file is half written', async () => {
    const { url, stateFile } = await running({ stateFileEveryMs: 1e9, fileShape: 'b' });
    await eventually(async () => Object.keys(objectAt((await ask(url, '/api/status')).body, 'agents')).length > 3);
    await writeFile(stateFile, '{"agent_jobs": {"writer_2025');
    expect(Object.keys((await ask(url, '/api/agents')).body).length).toBeGreaterThan(3);
  });

  it('/api/agents: work of the server itself is not in the file', async () => {
    const { url, stateFile } = await running({ stateFileEveryMs: 1e9 });
    const { body } = await post(url, '/api/agents/writer/assign', { task: 'Write' });
    const id = String(body['job_id']);
    await eventually(async () => (await readFile(stateFile, 'utf8').catch(() => '')).trimEnd().endsWith('\n}'));
    expect(Object.keys((await ask(url, '/api/agents')).body)).not.toContain(id);
    expect(Object.keys(objectAt((await ask(url, '/api/status')).body, 'agents'))).toContain(id);
  });

  it('/api/metrics: counts of what it holds', async () => {
    const { url } = await running();
    const { body } = await eventually(async () => {
      const got = await ask(url, '/api/metrics');
      return Number(got.body['completed_jobs']) > 3 && got;
    });
    expect(Object.keys(body)).toEqual([
      'total_jobs',
      'completed_jobs',
      'failed_jobs',
      'running_jobs',
      'total_workflows',
      'completed_workflows',
      'total_tokens',
      'total_words',
      'average_completion_time',
    ]);
    expect(Number(body['average_completion_time'])).toBeGreaterThan(0);
    expect(Number(body['total_tokens'])).toBeGreaterThan(0);
  });

  it('/api/agents/real: twenty types; 500 without the agent SDK', async () => {
    const { url } = await running();
    const got = await ask(url, '/api/agents/real');
    expect(got).toMatchObject({ status: 200, body: { success: true, total_agents: 20 } });
    const bare = await running({ agentSdk: false });
    const { status, body } = await ask(bare.url, '/api/agents/real');
    expect([status, body]).toEqual([500, { success: false, error: expect.any(String), agents: [] }]);
  });

  it.each([
    [{}, 400, 'Task is required'],
    [{ task: '' }, 400, 'Task is required'],
    ['no json', 500, 'Expecting value: line 1 column 1 (char 0)'],
    ['[]', 500, "'list' object has no attribute 'get'"],
  ])('POST assign with %j: %i', async (body, status, error) => {
    const { url } = await running({ agents: 1 });
    expect(await post(url, '/api/agents/writer/assign', body)).toMatchObject({
      status,
      body: { success: false, error },
    });
  });

  it('POST assign: 404 for an unknown type, 500 without the agent SDK', async () => {
    const { url } = await running({ agents: 1 });
    expect((await post(url, '/api/agents/poet/assign', { task: 'Rhyme' })).status).toBe(404);
    const bare = await running({ agents: 1, agentSdk: false });
    expect((await post(bare.url, '/api/agents/writer/assign', { task: 'Write' })).status).toBe(500);
  });

  it('POST assign starts the job at once', async () => {
    const { url, simulator } = await running({ speed: 1 });
    const { body, status } = await post(url, '/api/agents/coder/assign', { task: 'Fix it' });
    expect([status, body]).toEqual([
      200,
      {
        success: true,
        job_id: expect.stringMatching(/^coder_\d{8}_\d{6}$/),
        agent_type: 'coder',
        task: 'Fix it',
        status: 'started',
        message: expect.any(String),
      },
    ]);
    expect(simulator.truth().jobs.find((job) => job.id === body['job_id'])).toMatchObject({
      origin: 'assign',
      status: 'running',
    });
  });

  it('POST workflows/start runs a built-in workflow with fixed totals; 400 without workflow_id', async () => {
    const { url, simulator } = await running({ speed: 40 });
    expect((await post(url, '/api/workflows/start', { parameters: {} })).status).toBe(400);
    expect((await post(url, '/api/workflows/start', '{')).status).toBe(500);
    const { body } = await post(url, '/api/workflows/start', {
      workflow_id: 'moon-landing',
      priority: 'high',
      deadline: '2026-01-01',
    });
    expect(body).toMatchObject({
      success: true,
      workflow_id: 'moon-landing',
      session_id: expect.stringMatching(/^workflow_\d{8}_\d{6}_\d{6}$/),
    });
    const id = String(body['session_id']);
    await eventually(() =>
      simulator.truth().sessions.find((session) => session.id === id && session.status === 'completed')
    );
    const session = objectAt(objectAt((await ask(url, '/api/status')).body, 'workflows'), id);
    expect(session).toMatchObject({
      workflow_type: 'moon-landing',
      priority: 'high',
      deadline: '2026-01-01',
      total_steps: 0,
      agents_used: ['general-agent'],
    });
    expect(simulator.truth().jobs.find((job) => job.session_id === id)).toMatchObject({
      tokens: 1000,
      words: 500,
      status: 'completed',
    });
  });

  it('POST workflows/schedule keeps a workflow for later, runs it in time, and lists it; 400 and 500 for bad bodies', async () => {
    const { url } = await running({ timezoneOffset: '+01:00' });
    expect((await post(url, '/api/workflows/schedule', { workflow_id: 'x' })).status).toBe(400);
    expect((await post(url, '/api/workflows/schedule', { workflow_id: 'x', scheduled_time: 'soon' })).status).toBe(500);
    const zoned = await post(url, '/api/workflows/schedule', {
      workflow_id: 'x',
      scheduled_time: '2020-01-01T10:00:00Z',
    });
    expect(objectAt(zoned.body, 'scheduled_workflow')).toMatchObject({
      status: 'scheduled',
      priority: 'medium',
      session_id: 'api',
      scheduled_time: '2020-01-01T10:00:00+00:00',
    });
    const soon = new Date(Date.now() + 3_600_000 + 60).toISOString().replace('Z', '');
    await post(url, '/api/workflows/schedule', { workflow_id: 'local', scheduled_time: soon });
    const list = await eventually(async () => {
      const got = await ask(url, '/api/scheduled-workflows');
      return got.text.includes('"executed"') && got;
    });
    expect(list.body).toMatchObject({
      total_count: 2,
      scheduled_workflows: [
        { workflow_id: 'x', status: 'scheduled' },
        { workflow_id: 'local', status: 'executed' },
      ],
    });
  });

  it('/api/history and /api/workspaces: lists, filters, and 500 for a limit that is no number', async () => {
    const { url } = await running();
    await eventually(async () => (await ask(url, '/api/workspaces?status=running')).text.includes('"name"'));
    const { body } = await ask(url, '/api/workspaces?limit=1&status=running');
    expect(body).toMatchObject({
      workspaces: [
        {
          path: expect.any(String),
          name: expect.any(String),
          description: expect.any(String),
          created_at: expect.any(String),
          status: 'running',
        },
      ],
      filters: { date: null, status: 'running' },
    });
    await eventually(async () => (await ask(url, '/api/workspaces')).body['total'] !== 1);
    expect((await ask(url, '/api/history?limit=2')).body).toMatchObject({ limit: 2, history: [{}, {}] });
    expect((await ask(url, '/api/history?limit=many')).status).toBe(500);
    expect(await ask(url, '/api/workspaces?limit=many')).toMatchObject({
      status: 500,
      body: { error: expect.stringContaining('invalid literal') },
    });
    expect((await ask(url, '/api/workspaces/nowhere')).status).toBe(404);
  });

  it('S1: /api/analytics/resources: cpu, memory, disk, after a while; 503 without psutil', async () => {
    const { url } = await running({ resourceDelayMs: 80 });
    const before = performance.now();
    const { body } = await ask(url, '/api/analytics/resources');
    expect(performance.now() - before).toBeGreaterThanOrEqual(78);
    expect(body).toMatchObject({
      cpu: { current: expect.any(Number), cores: 8 },
      memory: { percent: expect.any(Number) },
      disk: { percent: expect.any(Number) },
    });
    const bare = await running({ hostMetrics: false });
    expect(await ask(bare.url, '/api/analytics/resources')).toMatchObject({
      status: 503,
      body: { error: expect.any(String) },
    });
    expect((await ask(bare.url, '/api/analytics/performance')).status).toBe(503);
  });

  it('its own analytics are placeholders', async () => {
    const { url } = await running();
    expect((await ask(url, '/api/analytics/agents')).body).toMatchObject({
      performance_metrics: { success_rate: 0, error_rate: 0 },
      timeline_data: [],
    });
    expect((await ask(url, '/api/analytics/performance')).body).toMatchObject({
      agent_performance: { success_rate: 0 },
    });
    expect((await ask(url, '/api/analytics/workflows')).status).toBe(503);
  });

  it('unknown paths are 404, wrong methods 405, any origin may ask', async () => {
    const { url } = await running();
    expect((await ask(url, '/api/nothing')).status).toBe(404);
    expect((await ask(url, '/api/status', { method: 'DELETE' })).status).toBe(405);
    const { headers } = await ask(url, '/api/status', { headers: { origin: 'http://elsewhere' } });
    expect(headers.get('access-control-allow-origin')).toBe('http://elsewhere');
  });

  it('an unknown scenario and a wrong offset are named at the start', async () => {
    await expect(running({ scenario: 'earthquake' })).rejects.toThrow(
      /unknown scenario "earthquake"; there are: healthy/
    );
    await expect(running({ timezoneOffset: 'Berlin' })).rejects.toThrow(/"Berlin" is not ±HH:MM/);
  });
});
