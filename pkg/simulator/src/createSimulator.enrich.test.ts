import { createServer, type Server } from 'node:http';

import { describe, expect, it, onTestFinished } from 'vitest';

import { eventually, type Message, objectAt, running } from './testing/running';

interface Door {
  url: string;
  posted: Array<{ path: string; body: Message }>;
}

/** A stand-in for the analytics service: takes what comes, refusing the first few posts. */
const door = async (refuseFirst = 0): Promise<Door> => {
  const posted: Door['posted'] = [];
  let left = refuseFirst;
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      left -= 1;
      if (left >= 0) {
        response.writeHead(503).end();
        return;
      }
      posted.push({ path: request.url ?? '', body: Object.fromEntries(Object.entries(Object(JSON.parse(text)))) });
      response.writeHead(202).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`, posted };
};

const jobsOf = ({ posted }: Door): Message[] =>
  posted
    .filter(({ path }) => path === '/api/v1/jobs')
    .flatMap(({ body }) => (Array.isArray(body['jobs']) ? body['jobs'] : []).map((job) => objectAt({ job }, 'job')));

describe('enriched records', () => {
  it('D2, D4, D6: jobs from queue to end, releases and feedback arrive under the orchestrator’s name', async () => {
    const target = await door();
    const { simulator } = await running({ enrichUrl: `${target.url}/`, name: 'north', speed: 60, agents: 30 });
    await eventually(() =>
      ['/api/v1/jobs', '/api/v1/marks', '/api/v1/feedback'].every((path) =>
        target.posted.some((item) => item.path === path)
      )
    );
    const ended = await eventually(() =>
      jobsOf(target).find(
        (job) => job['status'] === 'completed' && Array.isArray(job['cpu_usage']) && job['handoff_from'] !== undefined
      )
    );
    expect(
      target.posted.filter(({ path }) => path === '/api/v1/jobs').every(({ body }) => body['source'] === 'north')
    ).toBe(true);
    expect(ended).toMatchObject({
      provider: expect.stringMatching(/anthropic|openai|google/),
      created_at: expect.stringMatching(/Z$/),
      depends_on: [expect.any(String)],
      queue_wait_time: expect.any(Number),
      network_io: { sent: expect.any(Number) },
    });
    const truth = simulator.truth().jobs.find((job) => job.id === ended['job_id']);
    expect(truth).toMatchObject({
      input_tokens: ended['input_tokens'],
      output_tokens: ended['output_tokens'],
      model: ended['model'],
      step: ended['step'],
      attempt: ended['attempt'],
    });
    expect(Date.parse(String(ended['started_at']))).toBe(truth?.started_at);
    expect(Date.parse(String(ended['completed_at']))).toBe(truth?.completed_at);
    expect(
      jobsOf(target)
        .filter((job) => job['job_id'] === ended['job_id'])
        .map((job) => job['status'])
    ).toEqual(['queued', 'running', 'completed']);
    expect(target.posted.find(({ path }) => path === '/api/v1/marks')?.body).toMatchObject({
      kind: 'deployment',
      version: '2.3.1',
      source: 'north',
    });
  });

  it('are kept and sent again while the service is away; the orchestrator works on', async () => {
    const target = await door(2);
    const { simulator } = await running({ enrichUrl: target.url, speed: 40 });
    await eventually(() => jobsOf(target).length > 20);
    const ids = new Set(jobsOf(target).map((job) => job['job_id']));
    const first = simulator.truth().jobs.toSorted((a, b) => a.created_at - b.created_at)[0];
    expect(ids.has(first?.id)).toBe(true);
    expect(simulator.counts().enriched).toMatchObject({ dropped: 0, refused: 0 });
  });
});
