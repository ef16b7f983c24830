// From a frame of the orchestrator to the server-sent event, at 200 updates a second.
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

import { WebSocketServer } from 'ws';

import { loadNow, percentile, startAnalytics, tellResult } from './lib/service.mjs';

const LIMIT_MS = 250;
const AGENTS = 50;
const WARM_UP = 400;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, rate: { type: 'string', default: '200' } },
});
const rate = Number(values.rate);
const updates = Number(values.seconds) * rate + WARM_UP;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const jobs = Array.from({ length: AGENTS }, (_, index) => ({
  job_id: `agent_${index}`,
  agent_type: 'coder',
  task: `Task of agent ${index}`,
  status: 'running',
  started_at: new Date().toISOString(),
  completed_at: null,
  progress: 0,
  current_step: 'update -1',
  workspace: '/tmp',
  error_message: null,
  tokens_used: 0,
  words_generated: 0,
}));

/** The least that the service needs of an orchestrator: its state, and a socket to send frames on. */
const startOrchestrator = async () => {
  const agents = () => Object.fromEntries(jobs.map((job) => [job.job_id, job]));
  const server = createServer((request, response) => {
    const known = request.url === '/api/status';
    response.writeHead(known ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { system: {}, agents: agents(), workflows: {} } : { error: 'none' }));
  });
  const sockets = new WebSocketServer({ server, path: '/ws' });
  const connected = new Promise((resolve) => sockets.once('connection', resolve));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    connected,
    send: (frame) => sockets.clients.forEach((client) => client.send(JSON.stringify(frame))),
    stop: () => {
      sockets.clients.forEach((client) => client.terminate());
      server.close();
    },
  };
};

/** Calls back with each event of the stream. */
const follow = async (url, onEvent, signal) => {
  const answer = await fetch(`${url}/api/v1/stream`, { headers: { accept: 'text/event-stream' }, signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop();
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data) {
        onEvent(JSON.parse(data));
      }
    }
  }
};

const main = async () => {
  const orchestrator = await startOrchestrator();
  const service = await startAnalytics(['--orchestrator', `bench=${orchestrator.url}`]);
  await orchestrator.connected;
  const sentAt = new Map();
  const delays = [];
  const controller = new AbortController();
  const shownBy = new Map();
  const heard = (event) => {
    const now = performance.now();
    for (const agent of event.type === 'delta' ? event.agents : []) {
      // An update that a later one of the same agent overtook is shown with it.
      const newest = Number(/update (\d+)/.exec(agent.current_step ?? '')?.[1] ?? -1);
      const first = shownBy.get(agent.job_id) ?? Number(agent.job_id.slice('agent_'.length));
      for (let update = first; update <= newest; update += AGENTS) {
        if (update >= WARM_UP && sentAt.has(update)) {
          delays.push(now - sentAt.get(update));
        }
        sentAt.delete(update);
        shownBy.set(agent.job_id, update + AGENTS);
      }
    }
  };
  const following = follow(service.url, heard, controller.signal).catch(() => undefined);
  await pause(1_000);
  const from = performance.now();
  for (let update = 0; update < updates; update += 1) {
    const due = from + (update * 1_000) / rate;
    await pause(Math.max(0, due - performance.now()));
    const job = jobs[update % AGENTS];
    Object.assign(job, { progress: ((update / AGENTS) % 100) / 100, current_step: `update ${update}` });
    sentAt.set(update, performance.now());
    orchestrator.send({ type: 'agent_update', job });
  }
  await pause(2_000);
  controller.abort();
  await following;
  orchestrator.stop();
  await service.stop();
  const p95 = percentile(delays, 0.95);
  const missing = [...sentAt.keys()].filter((update) => update >= WARM_UP).length;
  process.stdout.write(
    `${delays.length} updates of ${AGENTS} agents at ${rate}/s, ${missing} not seen, load ${loadNow()}\n` +
      `p50 ${percentile(delays, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, worst ${percentile(delays, 1).toFixed(0)} ms\n`
  );
  tellResult({ name: 'live', value: p95, unit: 'ms_p95', peer: LIMIT_MS, ratio: p95 / LIMIT_MS });
  process.exitCode = missing === 0 ? 0 : 1;
};

await main();
