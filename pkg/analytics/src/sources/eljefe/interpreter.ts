import { isEnded, problemText, statusOf, type FeedEvent, type FieldProblem } from '@eljefe/contract';

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
  /** Is its state file read too? Then what the server lacks may be there. */
  followsFile: boolean;
}

export type From = 'http' | 'websocket' | 'file';

/** News to store; `readAgain` when it speaks of more than it tells. */
export interface Heard {
  items: News[];
  readAgain: boolean;
}

export interface InterpreterDeps {
  entities: Entities;
  /** Brings what is known of these back into memory, so that an observation can be compared with it. */
  ensure(jobs: readonly EntityRef[], sessions: readonly EntityRef[]): Promise<void>;
  now(): number;
  onProblem(text: string): void;
  /** A job under way, seen for the first time or with a new start. */
  onStarted(startedAt: number, seenAt: number): void;
}

/** Full readings in which a running job must be missing before it counts as gone. */
const MISSING_READINGS = 3;
const MAX_REMEMBERED_PROBLEMS = 20;

/** Turns what the orchestrator said into news: only what differs from what is known. */
export class Interpreter {
  malformed = 0;
  comparisons = 0;
  disagreements = 0;
  private readonly missing = new Map<string, number>();
  private readonly toldProblems = new Set<string>();
  /** Per source, what it said of each job and session in its last full reading, to the letter. */
  private readonly lastReadings = new Map<From, Map<string, string>>();
  private inFile: Readonly<Record<string, unknown>> = {};

  constructor(
    private readonly options: InterpreterOptions,
    private readonly deps: InterpreterDeps
  ) {}

  /** @param writtenAt when a file was written, epoch ms: it speaks of that instant */
  async news(said: Said, from: From, writtenAt = this.deps.now()): Promise<Heard> {
    switch (said.kind) {
      case 'everything':
        return { items: await this.everything(said, from, writtenAt), readAgain: false };
      case 'job':
        return { items: await this.single(this.job(said.wire, '', writtenAt)), readAgain: false };
      case 'session':
        return { items: await this.single(this.session(said.wire, '', writtenAt)), readAgain: false };
      case 'sessionChange':
        return { items: [this.change(said)], readAgain: this.tellsTooLittle(said) };
      case 'note':
        return { items: [this.note(said.title, said.text)], readAgain: false };
      case 'malformed':
        this.problems('WebSocket', [said.problem]);
        return { items: [], readAgain: false };
      case 'readAgain':
      case 'ignored':
        return { items: [], readAgain: said.kind === 'readAgain' };
    }
  }

  /** Did the last full reading of any of its sources show it? Then its silence only says that nothing changed. */
  shows(kind: 'job' | 'session', id: string): boolean {
    return [...this.lastReadings.values()].some((reading) => reading.has(`${kind}:${id}`));
  }

  /** Forgets what was seen, so that the next full reading is compared anew (after news could not be stored). */
  forget(): void {
    this.lastReadings.clear();
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

  /** A session nobody knows, or one that ended: its frame tells less than the state does. */
  private tellsTooLittle({ id, status }: Extract<Said, { kind: 'sessionChange' }>): boolean {
    const known = this.deps.entities.sessions.get(entityKey(this.options.name, id));
    return known === undefined || (status !== null && isEnded(statusOf(status)));
  }

  private async single(items: readonly News[]): Promise<News[]> {
    await this.ensure(items);
    return items.filter((item) => this.isNew(item));
  }

  private async everything(said: Extract<Said, { kind: 'everything' }>, from: From, seenAt: number): Promise<News[]> {
    const unseen = this.unseen(said, from);
    const sessions = unseen.workflows.flatMap(([key, wire]) => this.session(wire, key, seenAt));
    const jobs = unseen.agents.flatMap(([key, wire]) => this.job(wire, key, seenAt));
    await this.ensure([...sessions, ...jobs]);
    if (from === 'file') {
      this.inFile = said.agents;
    }
    const gone = from === 'file' ? [] : this.gone(said.agents);
    return [...sessions, ...jobs].filter((item) => this.isNew(item)).concat(gone);
  }

  private async ensure(items: readonly News[]): Promise<void> {
    const refs = (kind: News['kind']): EntityRef[] =>
      items.flatMap(({ kind: is, source, subject }) => (is === kind ? [{ source, id: subject }] : []));
    await this.deps.ensure(refs('job'), refs('session'));
  }

  /** The orchestrator is read again and again and mostly says the same: skip what is equal to the letter. */
  private unseen(
    { agents, workflows }: Extract<Said, { kind: 'everything' }>,
    from: From
  ): { agents: Array<[string, unknown]>; workflows: Array<[string, unknown]> } {
    const before = this.lastReadings.get(from);
    const now = new Map<string, string>();
    const differing = (kind: string, keyed: Readonly<Record<string, unknown>>): Array<[string, unknown]> =>
      Object.entries(keyed).filter(([key, wire]) => {
        const print = JSON.stringify(wire);
        now.set(`${kind}:${key}`, print);
        return before?.get(`${kind}:${key}`) !== print;
      });
    const unseen = { agents: differing('job', agents), workflows: differing('session', workflows) };
    this.lastReadings.set(from, now);
    return unseen;
  }

  private job(wire: unknown, key: string, seenAt: number): News[] {
    const { name, zoneMinutes } = this.options;
    const seen = observeJob(wire, { zoneMinutes, seenAt, key });
    this.problems(`job ${'id' in seen ? seen.id : key}`, seen.problems);
    return 'id' in seen ? [{ kind: 'job', source: name, subject: seen.id, news: seen.news, observed: true }] : [];
  }

  private session(wire: unknown, key: string, seenAt: number): News[] {
    const { name, zoneMinutes } = this.options;
    const seen = observeSession(wire, { zoneMinutes, seenAt, key });
    this.problems(`session ${'id' in seen ? seen.id : key}`, seen.problems);
    return 'id' in seen ? [{ kind: 'session', source: name, subject: seen.id, news: seen.news }] : [];
  }

  private compare(item: News): Comparison {
    const key = entityKey(item.source, item.subject);
    if (item.kind === 'job') {
      const known = this.deps.entities.jobs.get(key)?.fold;
      const { started_at: startedAt } = item.news.fields;
      const isOpen = item.news.status !== null && !isEnded(statusOf(item.news.status));
      if (isOpen && startedAt !== undefined && startedAt !== known?.fields.started_at?.v) {
        this.deps.onStarted(startedAt, item.news.stamp);
      }
      return compareJob(known, item.news);
    }
    return item.kind === 'session' ? compareSession(this.deps.entities.sessions.get(key)?.fold, item.news) : 'new';
  }

  private isNew(item: News): boolean {
    const comparison = this.compare(item);
    this.comparisons += 1;
    this.disagreements += comparison === 'stale' ? 1 : 0;
    return comparison === 'new';
  }

  private change({ id, status, fields, phase, humanAction }: Extract<Said, { kind: 'sessionChange' }>): News {
    const news = { stamp: this.deps.now(), status, fields, phase, humanAction };
    return { kind: 'session', source: this.options.name, subject: id, news };
  }

  /** Jobs under way that the orchestrator showed before and no longer has anywhere: it was restarted and lost them. */
  private gone(agents: Readonly<Record<string, unknown>>): News[] {
    const { name } = this.options;
    const stamp = this.deps.now();
    const lost: News[] = [];
    for (const [key, { fold }] of this.deps.entities.jobs) {
      const watched = fold.source === name && fold.observed && !isEnded(statusOfFold(fold));
      const readings = watched && !this.isShown(fold.id, agents) ? (this.missing.get(key) ?? 0) + 1 : 0;
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

  /** The second writer's file holds jobs its server never shows. */
  private isShown(id: string, agents: Readonly<Record<string, unknown>>): boolean {
    return Object.hasOwn(agents, id) || (this.options.followsFile && Object.hasOwn(this.inFile, id));
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
