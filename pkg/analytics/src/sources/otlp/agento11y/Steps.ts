import { type News } from '../../../ingest/news';
import { type Redaction } from '../../../redaction';
import { contextScore, hashState, type StateHashes } from './contextScore';
import { nanosOf, objectOf, textOf, textsOf, type Json } from './fields';

interface Held {
  input: StateHashes;
  output: StateHashes;
  parents: string[];
}

const MAX_HELD = 10_000;

/** Workflow steps of the agent SDK as jobs: the sender of each is told by `parent_step_ids`. */
export class Steps {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly redaction: Redaction,
    private readonly source: string
  ) {}

  /** News of a step, and of those that waited for its output to be compared with; or why it cannot be taken. */
  read(step: Json, stamp: number): { id: string; news: News[] } | { id: string; fault: string } {
    const id = textOf(step['id']) ?? '';
    const started = nanosOf(step['started_at']);
    if (id === '') {
      return { id, fault: 'a workflow step without an id' };
    }
    if (started === null) {
      return { id, fault: 'started_at is no RFC 3339 time' };
    }
    this.hold(id, step);
    const children = [...this.held].filter(([, { parents }]) => parents.includes(id)).map(([child]) => child);
    return { id, news: [this.job(id, step, stamp), ...children.flatMap((child) => this.scoreNews(child, stamp))] };
  }

  private job(id: string, step: Json, stamp: number): News {
    const completed = nanosOf(step['completed_at']);
    const error = textOf(step['error'], 4_000) ?? textOf(objectOf(step['error'])['message'], 4_000);
    const parents = textsOf(step['parent_step_ids']);
    const score = this.score(id);
    const text = (key: string, value: string | null): Record<string, string> =>
      value === null ? {} : { [key]: value };
    return {
      kind: 'job',
      source: this.source,
      subject: id,
      observed: false,
      news: {
        stamp,
        status: error !== null ? 'failed' : completed === null ? 'running' : 'completed',
        fields: {
          agent: textOf(step['agent_name']) ?? textOf(step['step_name']) ?? 'unknown',
          agent_type: textOf(step['agent_name']) ?? textOf(step['step_name']) ?? 'unknown',
          started_at: Number((nanosOf(step['started_at']) ?? 0n) / 1_000_000n),
          ...(completed === null ? {} : { completed_at: Number(completed / 1_000_000n) }),
          ...text('session_id', textOf(step['conversation_id'])),
          ...text('step', textOf(step['step_name'])),
          ...text('workflow_id', textOf(step['framework'])),
          ...text('deployment_version', textOf(step['agent_version'])),
          ...text('error_message', error === null ? null : this.redaction.text(error)),
          ...(parents.length === 0 ? {} : { depends_on: parents, handoff_from: parents[0] }),
          ...(score === null ? {} : { context_score: score }),
        },
        labels: { ...text('trace_id', textOf(step['trace_id'])), ...text('framework', textOf(step['framework'])) },
      },
    };
  }

  private scoreNews(id: string, stamp: number): News[] {
    const score = this.score(id);
    return score === null
      ? []
      : [
          {
            kind: 'job',
            source: this.source,
            subject: id,
            observed: false,
            news: { stamp, status: null, fields: { context_score: score }, labels: {} },
          },
        ];
  }

  /** Compared with the first sender that is known to have put something out. */
  private score(id: string): number | null {
    const own = this.held.get(id);
    const senders = own?.parents.flatMap((parent) => this.held.get(parent) ?? []) ?? [];
    const scores = senders.flatMap((sender) => (own ? (contextScore(sender.output, own.input) ?? []) : []));
    return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  }

  private hold(id: string, step: Json): void {
    this.held.delete(id);
    this.held.set(id, {
      input: hashState(objectOf(step['input_state'])),
      output: hashState(objectOf(step['output_state'])),
      parents: textsOf(step['parent_step_ids']),
    });
    const oldest = this.held.keys().next().value;
    if (this.held.size > MAX_HELD && oldest !== undefined) {
      this.held.delete(oldest);
    }
  }
}
