import { describe, expect, it } from 'vitest';

import { ask, type Client, connect, eventually, type Message, objectAt, post, running } from './testing/running';

const seen = (client: Client, type: string, matches: (message: Message) => boolean = () => true): Message | undefined =>
  client.messages().find((message) => message['type'] === type && matches(message));

describe('D1: WebSocket', () => {
  it('begins with initial_data, keyed by id', async () => {
    const { port, url } = await running();
    await eventually(async () => Object.keys(objectAt((await ask(url, '/api/status')).body, 'agents')).length > 3);
    const client = await connect(port);
    const first = await eventually(() => client.messages()[0]);
    expect(first['type']).toBe('initial_data');
    expect(Object.keys(first)).toEqual(['type', 'agents', 'workflows']);
    expect(Object.keys(objectAt(first, 'agents')).length).toBeGreaterThan(3);
  });

  it('answers refresh with the two keyed objects and no type', async () => {
    const { port } = await running();
    const client = await connect(port);
    client.socket.send('{"type":"refresh"}');
    const answer = await eventually(() => client.messages().find((message) => !('type' in message)));
    expect(Object.keys(answer)).toEqual(['agents', 'workflows']);
  });

  it('tells of jobs as they go, and that the state file has changed', async () => {
    const { port } = await running();
    const client = await connect(port);
    await eventually(() =>
      seen(client, 'agent_update', (message) => objectAt(message, 'job')['status'] === 'completed')
    );
    await eventually(() => seen(client, 'workflow_phase_update'));
    const note = await eventually(() => seen(client, 'file_update'));
    expect(note['message']).toBe('Monitoring state updated');
  });

  it('a workflow started over HTTP is not announced: the first news is the short workflow_update', async () => {
    const { port, url } = await running({ agents: 1 });
    const client = await connect(port);
    const { body } = await post(url, '/api/workflows/start', { workflow_id: 'anything' });
    const about = (): Message[] =>
      client
        .messages()
        .filter(
          (message) =>
            message['session_id'] === body['session_id'] ||
            objectAt(message, 'session')['session_id'] === body['session_id']
        );
    await eventually(() => about().some((message) => message['type'] === 'workflow_completed'));
    expect(about()[0]).toEqual({ type: 'workflow_update', session_id: body['session_id'], status: 'running' });
    expect(about().some((message) => message['type'] === 'workflow_created')).toBe(false);
  });

  it('workflow_assignment is announced and confirmed; without an id it is an error', async () => {
    const { port } = await running({ agents: 1 });
    const client = await connect(port);
    client.socket.send('{"type":"workflow_assignment"}');
    client.socket.send('{"type":"workflow_assignment","workflow_id":"debugging-session","session_id":"chat-1"}');
    const success = await eventually(() => seen(client, 'workflow_assignment_success'));
    const created = seen(client, 'workflow_created', (message) => message['chat_session_id'] === 'chat-1');
    expect(seen(client, 'error')?.['message']).toBe('Workflow ID is required');
    expect(objectAt(created, 'session')).toMatchObject({
      session_id: success['session_id'],
      workflow_type: 'debugging-session',
      status: 'initializing',
    });
  });

  it('workflow_scheduling is confirmed; a bad time is an error', async () => {
    const { port } = await running({ agents: 1 });
    const client = await connect(port);
    client.socket.send('{"type":"workflow_scheduling","workflow_id":"a","scheduled_time":"never"}');
    client.socket.send('{"type":"workflow_scheduling","workflow_id":"a","scheduled_time":"2099-01-01T00:00:00"}');
    const scheduled = await eventually(() => seen(client, 'workflow_scheduled'));
    expect(objectAt(scheduled, 'scheduled_workflow')).toMatchObject({
      workflow_id: 'a',
      scheduled_time: '2099-01-01T00:00:00',
      session_id: 'default',
    });
    expect(seen(client, 'error')?.['message']).toContain('Failed to schedule');
    client.socket.send('{"type":"refresh"}');
    await eventually(() => client.messages().find((message) => !('type' in message)));
    expect(seen(client, 'scheduled_workflow_executed')).toBeUndefined();
  });

  it('C2: pause and resume are told and not enforced', async () => {
    const { port, simulator } = await running();
    const client = await connect(port);
    const open = await eventually(() =>
      simulator.truth().sessions.find((session) => session.completed_at === null && session.status === 'running')
    );
    client.socket.send(JSON.stringify({ type: 'pause_workflow', session_id: open.id }));
    client.socket.send(JSON.stringify({ type: 'resume_workflow', session_id: 'no such session' }));
    await eventually(() => seen(client, 'workflow_resumed', (message) => message['session_id'] === 'no such session'));
    expect(seen(client, 'workflow_paused')).toEqual({ type: 'workflow_paused', session_id: open.id });
    await eventually(() =>
      simulator.truth().sessions.find((session) => session.id === open.id && session.completed_at !== null)
    );
  });

  it('C2: interrupt ends a streaming session and its jobs, and the state confirms it', async () => {
    const { port, simulator, url } = await running({ speed: 4 });
    const client = await connect(port);
    const session = await eventually(() => {
      const { sessions, jobs } = simulator.truth();
      return sessions.find(
        (candidate) =>
          candidate.origin === 'streaming' &&
          candidate.status === 'running' &&
          jobs.some((job) => job.session_id === candidate.id && job.status === 'running')
      );
    });
    client.socket.send(JSON.stringify({ type: 'interrupt_workflow', session_id: session.id }));
    const told = await eventually(() => seen(client, 'workflow_interrupted'));
    expect(told).toEqual({ type: 'workflow_interrupted', session_id: session.id, success: true });
    expect(objectAt(objectAt((await ask(url, '/api/status')).body, 'workflows'), session.id)['status']).toBe(
      'interrupted'
    );
    const { jobs, sessions } = simulator.truth();
    expect(sessions.find(({ id }) => id === session.id)?.status).toBe('interrupted');
    expect(jobs.filter((job) => job.session_id === session.id && job.completed_at === null)).toEqual([]);
  });

  it('C2: interrupt of a workflow that the server acts out fails, and it goes on', async () => {
    const { port, url, simulator } = await running({ speed: 10 });
    const client = await connect(port);
    const { body } = await post(url, '/api/workflows/start', { workflow_id: 'security-audit' });
    client.socket.send(JSON.stringify({ type: 'interrupt_workflow', session_id: body['session_id'] }));
    const told = await eventually(() => seen(client, 'workflow_interrupted'));
    expect(told['success']).toBe(false);
    await eventually(() =>
      simulator.truth().sessions.find((session) => session.id === body['session_id'] && session.status === 'completed')
    );
  });

  it('an assigned agent that succeeds is not announced: the state alone tells', async () => {
    const { port, url, simulator } = await running({ speed: 60, scenario: 'deadlock' });
    const client = await connect(port);
    const ids = new Set<string>();
    const done = await eventually(async () => {
      if (ids.size < 3) {
        ids.add(String((await post(url, '/api/agents/analyst/assign', { task: 'Look' })).body['job_id']));
      }
      return simulator.truth().jobs.find((job) => ids.has(job.id) && job.status === 'completed');
    });
    await eventually(
      async () => objectAt(objectAt((await ask(url, '/api/status')).body, 'agents'), done.id)['status'] === 'completed'
    );
    const told = client.messages().filter((message) => objectAt(message, 'job')['job_id'] === done.id);
    expect(told.map((message) => objectAt(message, 'job')['status'])).not.toContain('completed');
    expect(told.length).toBeGreaterThan(0);
  });

  it('start_el_jefe, stop_el_jefe and chat are told to everybody', async () => {
    const { port } = await running({ agents: 1 });
    const [speaker, listener] = [await connect(port), await connect(port)];
    ['{"type":"start_el_jefe"}', '{"type":"stop_el_jefe"}', '{"type":"chat_message","message":"hello"}'].forEach(
      (text) => speaker.socket.send(text)
    );
    await eventually(() =>
      seen(listener, 'chat_message', (message) => objectAt(message, 'message')['content'] === 'hello')
    );
    expect(
      listener
        .messages()
        .filter(
          (message) => message['type'] === 'chat_message' && objectAt(message, 'message')['message_type'] === 'system'
        ).length
    ).toBeGreaterThanOrEqual(2);
  });

  it('a message of an unknown type is ignored; one that is no JSON object ends the connection', async () => {
    const { port } = await running({ agents: 1 });
    const client = await connect(port);
    client.socket.send('{"type":"sing"}');
    client.socket.send('{"type":"refresh"}');
    await eventually(() => client.messages().find((message) => !('type' in message)));
    client.socket.send('this is no JSON');
    expect(await client.closed).toBe(1000);
  });

  it('GET /ws without an upgrade is 400', async () => {
    const { url } = await running({ agents: 1 });
    expect((await ask(url, '/ws')).status).toBe(400);
  });

  it('malformed-messages: faulty frames come between good ones', async () => {
    const { port } = await running({ scenario: 'malformed-messages', speed: 30, agents: 20 });
    const client = await connect(port);
    await eventually(
      () =>
        client.received.includes('[1, 2, 3]') &&
        client.received.some((item) => typeof item === 'string' && item.includes('NaN'))
    );
    await eventually(() =>
      seen(client, 'agent_update', (message) => objectAt(message, 'job')['status'] === 'pondering')
    );
    await eventually(() => seen(client, 'chat_message', (message) => String(message['message']).length > 8e6));
  });
});
