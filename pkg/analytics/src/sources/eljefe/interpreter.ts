import { isEnded, problemText, type FeedEvent, type FieldProblem } from '@eljefe/contract';

import { factId } from '../../domain/factId';
import { statusOfFold } from '../../domain/jobFold';
import { entityKey, type Entities } from '../../ingest/entities';
import { type EntityRef } from '../../ingest/folds';
import { type News } from '../../ingest/news';

import { type Said } from './messages';
import { compareJob, compareSession, observeJob, observeSession, type Comparison } from './observe';

export interface InterpreterOptions {
  name: string;
  /** Zone of stamps that carry none, minutes east of UTC. */
  zoneMinutes: number;
}

export interface InterpreterDeps {
  entities: Entities;
  /** Brings what is known of these back into memory, so that an observation can be compared with it. */
  ensure(jobs: readonly EntityRef[], sessions: readonly EntityRef[]): Promise<void>;
  now(): number;
  onProblem(text: string): void;
}

/** Full readings in which a running job must be missing before it counts as gone. */
const MISSING_READINGS = 3;
const MAX_REMEMBERED_PROBLEMS = 20;
const MAX_FINGERPRINTS = 200_000;

/** Turns what the orchestrator said into news: only what differs from what is known. */
export class Interpreter {
  malformed = 0;
  comparisons = 0;
  disagreements = 0;
  private readonly missing = new Map<string, number>();
  private readonly toldProblems = new Set<string>();
  private readonly fingerprints = new Map<string, string>();

  constructor(
    private readonly options: InterpreterOptions,
    private readonly deps: InterpreterDeps
  ) {}

  /** @param from a file may be behind, so what it lacks is not gone */
  async news(said: Said, from: 'live' | 'file'): Promise<News[]> {
    switch (said.kind) {
      case 'everything':
        return this.everything(said, from);
      case 'job':
        return this.everything({ kind: 'everything', agents: { '': said.wire }, workflows: {} }, 'file');
      case 'session':
        return this.everything({ kind: 'everything', agents: {}, workflows: { '': said.wire } }, 'file');
      case 'sessionChange':
        return [this.change(said)];
      case 'note':
        return [this.note(said.title, said.text)];
      case 'malformed':
        this.problems('WebSocket', [said.problem]);
        return [];
      case 'readAgain':
      case 'ignored':
        return [];
    }
  }

  /** Forgets what was seen, so that the next full reading is compared anew (after news could not be stored). */
  forget(): void {
    this.fingerprints.clear();
  }

  /** A line of the feed about the orchestrator itself. */
  note(title: string, text: string): News {
    const time = this.deps.now();
    const { name } = this.options;
    const news: FeedEvent = {
      id: factId('event', 'note', name, title, text, String(time)),
      time,
      severity: /error|malformed/i.test(title) ? 'warning' : 'info',
      kind: 'system',
      source: name,
      title,
      text: text.slice(0, 500),
      subject_kind: 'orchestrator',
      subject: name,
      needs_human: false,
    };
    return { kind: 'event', source: name, subject: name, news };
  }

  private async everything(said: Extract<Said, { kind: 'everything' }>, from: 'live' | 'file'): Promise<News[]> {
    const jobs = this.unseen('job', said.agents).flatMap(([key, wire]) => this.job(wire, key));
    const sessions = this.unseen('session', said.workflows).flatMap(([key, wire]) => this.session(wire, key));
    const { name } = this.options;
    const ref = ({ subject }: News): EntityRef => ({ source: name, id: subject });
    await this.deps.ensure(jobs.map(ref), sessions.map(ref));
    const gone = from === 'live' ? this.gone(said.agents) : [];
    return [...sessions, ...jobs].filter((item) => this.isNew(item)).concat(gone);
  }

  /** The orchestrator is read again and again and mostly says the same: skip what is equal to the letter. */
  private unseen(kind: string, keyed: Readonly<Record<string, unknown>>): Array<[string, unknown]> {
    if (this.fingerprints.size > MAX_FINGERPRINTS) {
      this.fingerprints.clear();
    }
    return Object.entries(keyed).filter(([key, wire]) => {
      const print = JSON.stringify(wire);
      const id = `${kind}:${key}`;
      if (key !== '' && this.fingerprints.get(id) === print) {
        return false;
      }
      if (key !== '') {
        this.fingerprints.set(id, print);
      }
      return true;
    });
  }

  private job(wire: unknown, key: string): News[] {
    const { name, zoneMinutes } = this.options;
    const seen = observeJob(wire, { zoneMinutes, seenAt: this.deps.now(), key });
    this.problems(`job ${'id' in seen ? seen.id : key}`, seen.problems);
    return 'id' in seen ? [{ kind: 'job', source: name, subject: seen.id, news: seen.news, observed: true }] : [];
  }

  private session(wire: unknown, key: string): News[] {
    const { name, zoneMinutes } = this.options;
    const seen = observeSession(wire, { zoneMinutes, seenAt: this.deps.now(), key });
    this.problems(`session ${'id' in seen ? seen.id : key}`, seen.problems);
    return 'id' in seen ? [{ kind: 'session', source: name, subject: seen.id, news: seen.news }] : [];
  }

  private isNew(item: News): boolean {
    const key = entityKey(item.source, item.subject);
    const comparison: Comparison =
      item.kind === 'job'
        ? compareJob(this.deps.entities.jobs.get(key)?.fold, item.news)
        : item.kind === 'session'
          ? compareSession(this.deps.entities.sessions.get(key)?.fold, item.news)
          : 'new';
    this.comparisons += 1;
    this.disagreements += comparison === 'stale' ? 1 : 0;
    return comparison === 'new';
  }

  private change({ id, status, fields, phase, humanAction }: Extract<Said, { kind: 'sessionChange' }>): News {
    const news = { stamp: this.deps.now(), status, fields, phase, humanAction };
    return { kind: 'session', source: this.options.name, subject: id, news };
  }

  /** Running jobs that the orchestrator showed before and no longer has: it was restarted and lost them. */
  private gone(agents: Readonly<Record<string, unknown>>): News[] {
    const { name } = this.options;
    const stamp = this.deps.now();
    const lost: News[] = [];
    for (const [key, { fold }] of this.deps.entities.jobs) {
      const watched = fold.source === name && fold.observed && !isEnded(statusOfFold(fold));
      const readings = watched && !Object.hasOwn(agents, fold.id) ? (this.missing.get(key) ?? 0) + 1 : 0;
      if (readings > 0 && readings < MISSING_READINGS) {
        this.missing.set(key, readings);
        continue;
      }
      this.missing.delete(key);
      if (readings >= MISSING_READINGS) {
        const fields = { error_message: 'no longer in the orchestrator’s state', completed_at: stamp };
        const news = { stamp, status: 'interrupted', fields, labels: {} };
        lost.push({ kind: 'job', source: name, subject: fold.id, news, observed: true });
      }
    }
    return lost;
  }

  /** Each distinct problem is told once; all are counted. */
  private problems(where: string, problems: readonly FieldProblem[]): void {
    for (const problem of problems) {
      this.malformed += 1;
      const kind = `${problem.field}:${problem.remedy}`;
      if (!this.toldProblems.has(kind) && this.toldProblems.size < MAX_REMEMBERED_PROBLEMS) {
        this.toldProblems.add(kind);
        this.deps.onProblem(`${where}: ${problemText([problem])}`);
      }
    }
  }
}
