import { type JobRecord } from '@eljefe/contract';

import { type SimEvent } from '../core/events';
import { enrichedJob } from '../core/enrichedJob';
import { type OrchestratorState } from '../core/orchestratorState';
import { sleep } from './clock';

type Item = { door: 'jobs'; record: JobRecord } | { door: 'marks' | 'feedback'; record: Record<string, unknown> };

export interface EnricherOptions {
  url: string;
  source: string;
  speed: number;
  state: OrchestratorState;
  wallOf: (logicalMs: number) => number;
}

const MAX_QUEUED = 20_000;
const MAX_BATCH = 500;
const IDLE_MS = 200;
const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 15_000;
const PATIENCE_MS = 10_000;

/** Sends what El Jefe itself cannot tell to the analytics service: best effort, oldest dropped first, never in the way. */
export class Enricher {
  sent = 0;
  dropped = 0;
  refused = 0;
  private queue: Item[] = [];
  private running = false;
  private backoffMs = FIRST_BACKOFF_MS;

  constructor(private readonly options: EnricherOptions) {}

  start(): void {
    this.running = true;
    void this.loop();
  }

  stop(): void {
    this.running = false;
  }

  /** Must see each event right after the state did. */
  apply(event: SimEvent): void {
    const { state, speed, wallOf, source } = this.options;
    if (event.kind === 'job-created' || event.kind === 'job-started' || event.kind === 'job-ended') {
      const entry = state.jobEntries.get(event.kind === 'job-created' ? event.job.key : event.jobKey);
      if (entry) {
        this.push({ door: 'jobs', record: enrichedJob(entry, speed) });
      }
    } else if (event.kind === 'mark') {
      const { kind, text, version, agentType, tags } = event.mark;
      const time = new Date(wallOf(event.atMs)).toISOString();
      this.push({ door: 'marks', record: { kind, time, text, version, agent_type: agentType, tags, source } });
    } else if (event.kind === 'feedback') {
      const entry = state.jobEntries.get(event.jobKey);
      const { rating, qualityScore, revision, comment, suite, score } = event.note;
      if (entry) {
        const time = new Date(wallOf(event.atMs)).toISOString();
        this.push({
          door: 'feedback',
          record: {
            job_id: entry.wire.job_id,
            source,
            time,
            agent_type: entry.spec.agentType,
            rating,
            quality_score: qualityScore,
            revision,
            comment,
            suite,
            score,
          },
        });
      }
    }
  }

  private push(item: Item): void {
    this.queue.push(item);
    if (this.queue.length > MAX_QUEUED) {
      this.dropped += this.queue.splice(0, this.queue.length - MAX_QUEUED * 0.9).length;
    }
  }

  private async loop(): Promise<void> {
    while (this.running) {
      const batch = this.take();
      if (batch.length === 0) {
        await sleep(IDLE_MS);
      } else if (await this.deliver(batch)) {
        this.backoffMs = FIRST_BACKOFF_MS;
      } else {
        this.queue = [...batch, ...this.queue];
        await sleep(this.backoffMs);
        this.backoffMs = Math.min(LAST_BACKOFF_MS, this.backoffMs * 2);
      }
    }
  }

  /** The next records of one door, in order. */
  private take(): Item[] {
    const door = this.queue[0]?.door;
    const limit = door === 'jobs' ? MAX_BATCH : 1;
    let count = 0;
    while (count < limit && this.queue[count]?.door === door && door !== undefined) {
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  /** False: try again later. A refusal is final. */
  private async deliver(batch: Item[]): Promise<boolean> {
    const [first] = batch;
    if (!first) {
      return true;
    }
    const body =
      first.door === 'jobs' ? { source: this.options.source, jobs: batch.map((item) => item.record) } : first.record;
    try {
      const answer = await fetch(`${this.options.url.replace(/\/$/, '')}/api/v1/${first.door}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      await answer.body?.cancel();
      if (answer.ok) {
        this.sent += batch.length;
        return true;
      }
      const final = answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 408;
      this.refused += final ? batch.length : 0;
      return final;
    } catch {
      return false;
    }
  }
}
