/** Reads what is stored, after the service has ended: every fact and job of the client, every job of the orchestrator. */
import { openStore } from '../../pkg/analytics/src/store';

const [dataDirectory = '', client = '', orchestrator = ''] = process.argv.slice(2);

const deps = { now: () => performance.now(), random: Math.random, log: () => undefined };

interface Answer {
  /** Label (one for each update) → facts that carry it. */
  facts: Record<string, number>;
  /** Job → its rows, newest first. */
  jobs: Record<string, unknown[]>;
  /** The same of the orchestrator. */
  observed: Record<string, unknown[]>;
}

const grouped = <T extends { id: string }>(rows: readonly T[]): Record<string, unknown[]> => {
  const byId: Record<string, unknown[]> = {};
  rows.forEach((row) => (byId[row.id] ??= []).push(row));
  return byId;
};

const LIMITS = { maxBytes: 2_000_000_000, maxMs: 120_000 };

const read = async (): Promise<Answer> => {
  const store = await openStore({ target: { kind: 'embedded', dataDirectory } }, deps);
  try {
    const facts = await store.query<{ label: string; count: number }>(
      `SELECT arrayJoin(JSONExtractKeys(attributes, 'labels')) AS label, count() AS count
       FROM facts FINAL WHERE kind = 'job' AND source = {client:String} GROUP BY label`,
      { params: { client }, ...LIMITS }
    );
    const jobs = await store.query<{ id: string }>(
      `SELECT id, task, progress, tokens_total, output_tokens, agent_type, model, labels
       FROM jobs FINAL WHERE source = {client:String}`,
      { params: { client }, ...LIMITS }
    );
    const observed = await store.query<{ id: string }>(
      `SELECT id, status, tokens_total, toUnixTimestamp64Milli(ended_at) AS ended_ms
       FROM jobs FINAL WHERE source = {orchestrator:String}`,
      { params: { orchestrator }, ...LIMITS }
    );
    return {
      facts: Object.fromEntries(facts.map(({ label, count }) => [label, Number(count)])),
      jobs: grouped(jobs),
      observed: grouped(observed),
    };
  } finally {
    await store.close();
  }
};

read().then(
  (answer) => process.stdout.write(JSON.stringify(answer)),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  }
);
