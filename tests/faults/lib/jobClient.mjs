// A D2 client that never gives up: it sends a batch until it is acknowledged, and keeps its own account of what was.
const FIELDS = ['task', 'progress', 'tokens_used', 'output_tokens', 'agent_type', 'model'];
const JOBS_AT_ONCE = 200;
const RECORDS_A_BATCH = 50;
/** Two loops: about 1,000 records a second. */
const BATCH_EVERY_MS = 100;
const TIMEOUT_MS = 5_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Values that tell which update they came from. */
const valueOf = (field, number) => {
  if (field === 'progress') {
    return (number % 100) / 100;
  }
  return field.endsWith('tokens') || field === 'tokens_used' ? number : `${field}-${number}`;
};

export class JobClient {
  /** @param random seeded, 0..1 */
  constructor({ url, source, random, startAt }) {
    Object.assign(this, { url, source, random, startAt });
    /** Per job, what a reader must find: each field with the time it was told for. */
    this.jobs = new Map();
    this.updates = 0;
    this.acknowledged = 0;
    this.retries = 0;
    this.running = false;
  }

  start() {
    this.running = true;
    this.loops = [this.loop(0), this.loop(1)];
  }

  async stop() {
    this.running = false;
    await Promise.all(this.loops);
  }

  /** Sends one job now. @returns resolves when it is acknowledged */
  async probe() {
    const record = this.nextRecord();
    await this.send([record]);
    return record.job_id;
  }

  async loop() {
    while (this.running) {
      await this.send(Array.from({ length: RECORDS_A_BATCH }, () => this.nextRecord()));
      await pause(BATCH_EVERY_MS);
    }
  }

  /** A partial update: some fields, at its own time, which may lie before that of an earlier one. */
  nextRecord() {
    const number = this.updates;
    this.updates += 1;
    const job = `d2-${Math.floor(number / 2_000)}-${Math.floor(this.random() * JOBS_AT_ONCE)}`;
    // No two updates speak of the same instant, so the latest of any field is never in doubt.
    const time = this.startAt + ((number * 7_919) % 1_000_003);
    const fields = FIELDS.filter(() => this.random() < 0.4);
    const told = Object.fromEntries(fields.map((field) => [field, valueOf(field, number)]));
    return { job_id: job, time, ...told, labels: { [`u${number}`]: 'x' } };
  }

  async send(records) {
    const body = JSON.stringify({ source: this.source, jobs: records });
    for (;;) {
      try {
        const answer = await fetch(`${this.url}/api/v1/jobs`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (answer.ok) {
          this.account(records, await answer.json());
          return;
        }
      } catch {
        // Killed under the request: whether it was stored is unknown, so it is sent again.
      }
      this.retries += 1;
      await pause(100);
    }
  }

  account(records, { received, stored, duplicate, refused }) {
    if (refused > 0 || received !== records.length || stored + duplicate !== received) {
      throw new Error(`the answer does not add up: ${received} = ${stored} + ${duplicate} + ${refused}`);
    }
    this.acknowledged += records.length;
    for (const { job_id, time, labels, ...fields } of records) {
      const job = this.jobs.get(job_id) ?? { fields: {}, labels: {} };
      this.jobs.set(job_id, job);
      Object.assign(job.labels, labels);
      for (const [field, value] of Object.entries(fields)) {
        if (!(job.fields[field]?.time > time)) {
          job.fields[field] = { value, time };
        }
      }
    }
  }
}
