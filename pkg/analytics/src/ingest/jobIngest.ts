import { type BatchAnswer, type Feedback, type Identity, type Mark } from '@eljefe/contract';

import { factId } from '../domain/factId';
import { readJobRecord } from '../domain/jobNews';
import { storableInstant } from '../domain/storableInstant';
import { type Ingest } from '../parts';
import { type RowOf } from '../store';

import { type News } from './news';
import { type RowWriter } from './ports';
import { type Outcome, type Recorder } from './recorder';

const MAX_REFUSALS_SHOWN = 100;

export interface IngestCounts {
  source: string;
  stored: number;
  duplicate: number;
  refused: number;
}

export interface JobIngestDeps {
  recorder: Recorder;
  writer: RowWriter;
  /** Zone of zoneless stamps of a source, minutes east of UTC. */
  zoneOf(source: string): number;
  /** Sources that know a job by this id. */
  sourcesOf(jobId: string): Promise<string[]>;
  onCounted(counts: IngestCounts): void;
  now(): number;
}

type Refusal = BatchAnswer['refusals'][number];

/** D2, D4, D6: what clients send. Each record is stored, a duplicate, or refused with its reason; the counts add up. */
export class JobIngest implements Ingest {
  constructor(private readonly deps: JobIngestDeps) {}

  async jobs(records: readonly unknown[], { source }: { source: string }): Promise<BatchAnswer> {
    const refusals: Refusal[] = [];
    const items: Array<{ item: News; index: number }> = [];
    records.forEach((record, index) => {
      const read = readJobRecord(record, (own) => this.deps.zoneOf(own ?? source));
      if (read.ok) {
        const { jobId: subject, news } = read;
        items.push({ item: { kind: 'job', source: read.source ?? source, subject, news, observed: false }, index });
      } else {
        refusals.push({ index, job_id: read.jobId, reason: read.reason });
      }
    });
    return this.store(items, { source, refusals, received: records.length });
  }

  async marks(marks: readonly Mark[], identity: Identity): Promise<BatchAnswer> {
    const received = this.deps.now();
    const refusals: Refusal[] = [];
    const rows = marks.flatMap((mark, index): Array<RowOf<'marks'>> => {
      const time = mark.time === null || mark.time === undefined ? received : storableInstant(mark.time);
      const ended = mark.end === null || mark.end === undefined ? null : storableInstant(mark.end);
      if (time === null || (mark.end !== null && mark.end !== undefined && ended === null)) {
        refusals.push({
          index,
          job_id: null,
          reason: 'time or end: send RFC 3339 or epoch milliseconds, from 1970 to 2298',
        });
        return [];
      }
      return [markRow(mark, { time, ended, received, by: identity.name })];
    });
    await this.deps.writer.write('marks', rows);
    await this.deps.recorder.record(rows.map(markNews));
    return answerOf(
      { source: 'marks', received: marks.length, stored: rows.length, duplicate: 0, refusals },
      this.deps
    );
  }

  async feedback(feedback: readonly Feedback[], identity: Identity): Promise<BatchAnswer> {
    const received = this.deps.now();
    const refusals: Refusal[] = [];
    const rows: Array<RowOf<'feedback'>> = [];
    const news: News[] = [];
    for (const [index, item] of feedback.entries()) {
      const time = item.time === null || item.time === undefined ? received : storableInstant(item.time);
      const source = await this.sourceOf(item);
      const reason = feedbackProblem(item) ?? source.problem;
      if (reason !== null || time === null) {
        refusals.push({
          index,
          job_id: item.job_id ?? null,
          reason: reason ?? 'time: send RFC 3339 or epoch milliseconds, from 1970 to 2298',
        });
        continue;
      }
      const row = feedbackRow(item, { time, received, by: item.by ?? identity.name, source: source.name });
      rows.push(row);
      news.push(...feedbackNews(item, time, source.name), feedbackEvent(item, row));
    }
    await this.deps.writer.write('feedback', rows);
    await this.deps.recorder.record(news);
    return answerOf(
      { source: 'feedback', received: feedback.length, stored: rows.length, duplicate: 0, refusals },
      this.deps
    );
  }

  /** Feedback that names no source belongs to the one that knows its job. */
  private async sourceOf({ source, job_id }: Feedback): Promise<{ name: string; problem: string | null }> {
    if (source || !job_id) {
      return { name: source ?? 'api', problem: null };
    }
    const [first, ...others] = await this.deps.sourcesOf(job_id);
    return others.length === 0
      ? { name: first ?? 'api', problem: null }
      : {
          name: '',
          problem: `source: found nothing; job ${job_id} is known to ${[first, ...others].join(', ')}: name one`,
        };
  }

  private async store(
    items: ReadonlyArray<{ item: News; index: number }>,
    { source, refusals, received }: { source: string; refusals: Refusal[]; received: number }
  ): Promise<BatchAnswer> {
    const outcomes = await this.deps.recorder.record(items.map(({ item }) => item));
    const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
    items.forEach(({ item, index }, position) => {
      if (outcomes[position] === 'refused') {
        refusals.push({
          index,
          job_id: item.subject,
          reason: 'a value of it does not fit the store; send smaller ones',
        });
      }
    });
    const counts = { stored: count('stored'), duplicate: count('duplicate') };
    return answerOf({ source, received, ...counts, refusals }, this.deps);
  }
}

const answerOf = (
  counted: { source: string; received: number; stored: number; duplicate: number; refusals: Refusal[] },
  deps: Pick<JobIngestDeps, 'onCounted'>
): BatchAnswer => {
  const { source, received, stored, duplicate, refusals } = counted;
  deps.onCounted({ source, stored, duplicate, refused: refusals.length });
  return { received, stored, duplicate, refused: refusals.length, refusals: refusals.slice(0, MAX_REFUSALS_SHOWN) };
};

const markRow = (
  mark: Mark,
  { time, ended, received, by }: { time: number; ended: number | null; received: number; by: string }
): RowOf<'marks'> => {
  const { source, kind, version, text, agent_type, workflow_id, tags } = mark;
  const title = [kind, version].filter(Boolean).join(' ');
  return {
    id: mark.id ?? factId('mark', kind, String(mark.time ?? received), text ?? '', version ?? '', source ?? ''),
    time,
    ended,
    source: source ?? '',
    kind,
    title,
    detail: text ?? '',
    version_name: version ?? '',
    attributes: JSON.stringify({ agent_type, workflow_id, tags: tags ?? [], by }),
    received,
  };
};

const markNews = (row: RowOf<'marks'>): News => ({
  kind: 'event',
  source: row.source || 'marks',
  subject: row.id,
  news: {
    id: factId('event', 'mark', row.id),
    time: row.time,
    severity: 'info',
    kind: row.kind === 'deployment' ? 'deployment' : 'system',
    source: row.source || 'marks',
    title: row.title.charAt(0).toUpperCase() + row.title.slice(1),
    text: row.detail,
    subject_kind: null,
    subject: null,
    needs_human: false,
  },
});

const feedbackProblem = (item: Feedback): string | null => {
  if (!item.job_id && !item.suite) {
    return 'job_id: found nothing; send the job it is about, or the suite of a benchmark result';
  }
  if (item.suite && (item.score === null || item.score === undefined)) {
    return 'score: found nothing; a benchmark result needs its score';
  }
  const says = [item.rating, item.quality_score, item.revision, item.comment, item.score];
  return says.every((value) => value === null || value === undefined)
    ? 'rating: found nothing; send rating, quality_score, revision, comment or score'
    : null;
};

const feedbackRow = (
  item: Feedback,
  { time, received, by, source }: { time: number; received: number; by: string; source: string }
): RowOf<'feedback'> => ({
  id: item.id ?? factId('feedback', JSON.stringify(item), String(item.time ?? received)),
  time,
  source,
  subject_kind: item.job_id ? 'job' : 'suite',
  subject: item.job_id ?? item.suite ?? '',
  kind: item.suite ? 'benchmark' : item.rating ? 'rating' : 'quality',
  score: item.score ?? item.rating ?? item.quality_score ?? null,
  comment: item.comment ?? '',
  user: by,
  attributes: JSON.stringify(item),
  received,
});

/** What was said, in words, for the feed. */
const feedbackWords = ({ suite, score, agent_type, rating, quality_score, revision }: Feedback): string => {
  if (suite) {
    return `Benchmark ${suite}: ${score ?? 'no score'}${agent_type ? ` for ${agent_type}` : ''}`;
  }
  const said = [
    rating === null || rating === undefined ? null : `rated ${rating} of 5`,
    quality_score === null || quality_score === undefined ? null : `quality ${Math.round(100 * quality_score)} %`,
    revision === true ? 'had to be revised' : null,
  ].filter((part) => part !== null);
  return `${agent_type ?? 'Job'}: ${said.length === 0 ? 'commented' : said.join(', ')}`;
};

/** Feedback as a line of the feed; the same feedback again is the same line. */
const feedbackEvent = (item: Feedback, row: RowOf<'feedback'>): News => ({
  kind: 'event',
  source: row.source,
  subject: row.id,
  news: {
    id: factId('event', 'feedback', row.id),
    time: row.time,
    severity: 'info',
    kind: 'feedback',
    source: row.source,
    title: feedbackWords(item),
    text: row.comment === '' ? `By ${row.user}` : `${row.comment} · ${row.user}`,
    subject_kind: item.job_id ? 'job' : null,
    subject: item.job_id ?? null,
    needs_human: false,
  },
});

/** What feedback says of its job, as news of the job: the latest word stands; a revision never lowers a count told elsewhere. */
const feedbackNews = (item: Feedback, time: number, source: string): News[] => {
  if (!item.job_id) {
    return [];
  }
  const fields = {
    ...(item.quality_score === null || item.quality_score === undefined
      ? {}
      : { output_quality_score: item.quality_score }),
    ...(item.rating === null || item.rating === undefined ? {} : { user_satisfaction: item.rating }),
  };
  const about = { kind: 'job' as const, source, subject: item.job_id, observed: false };
  const said: News = { ...about, news: { stamp: time, fields, status: null, labels: {} } };
  const revised: News = { ...about, news: { stamp: 0, fields: { revision_count: 1 }, status: null, labels: {} } };
  return item.revision === true ? [said, revised] : [said];
};
