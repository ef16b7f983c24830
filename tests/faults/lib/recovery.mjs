// When is the state right again? Asked from outside, over HTTP only.
const POLL_MS = 100;
const ASK_MS = 2_000;
const GIVE_UP_MS = 60_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const ask = async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ASK_MS) });
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}`);
  }
  return answer.json();
};

const OPEN = new Set(['queued', 'starting', 'running', 'waiting', 'paused']);

const openJobs = (agents) =>
  new Set(Object.values(agents).flatMap(({ job_id, status }) => (OPEN.has(status) ? [job_id] : [])));

/**
 * Does the service show what the orchestrator does? The orchestrator is asked before and after: what ran both times runs,
 * what ran at neither time does not.
 */
const stateAgrees = async ({ analytics, orchestrator, source }) => {
  const before = openJobs((await ask(`${orchestrator}/api/status`)).agents);
  const state = await ask(`${analytics}/api/v1/state`);
  const after = openJobs((await ask(`${orchestrator}/api/status`)).agents);
  const shown = openJobs(state.agents.filter((agent) => agent.source === source));
  const missing = [...before].filter((id) => after.has(id) && !shown.has(id));
  const extra = [...shown].filter((id) => !before.has(id) && !after.has(id));
  const up = state.orchestrators.some(({ name, status }) => name === source && status === 'up');
  return { agrees: up && missing.length === 0 && extra.length === 0, why: { up, missing, extra } };
};

const isRight = async (asked) => {
  const ready = await ask(`${asked.analytics}/readyz`);
  if (!ready.ready) {
    return { agrees: false, why: ready };
  }
  return stateAgrees(asked);
};

/**
 * Waits until the service is ready, takes new records and shows what the orchestrator shows.
 * @returns seconds since `from`
 */
export const recovered = async ({ client, from, ...asked }) => {
  let why = 'no answer';
  const taken = client.probe();
  while (Date.now() - from < GIVE_UP_MS) {
    try {
      const answer = await isRight(asked);
      if (answer.agrees) {
        await taken;
        return (Date.now() - from) / 1_000;
      }
      why = JSON.stringify(answer.why);
    } catch (error) {
      why = String(error);
    }
    await pause(POLL_MS);
  }
  throw new Error(`not right again after ${GIVE_UP_MS / 1_000} s: ${why}`);
};
