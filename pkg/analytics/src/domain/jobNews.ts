import { JobRecord, problemText, shown, type FieldProblem, type ZoneOffsetMinutes } from '@eljefe/contract';
import { TypeCompiler } from '@sinclair/typebox/compiler';

import { fieldsOf } from './jobFields';
import { type JobNews } from './jobFold';
import { storableInstant } from './storableInstant';

const validator = TypeCompiler.Compile(JobRecord);

export type ReadRecord =
  | { ok: true; jobId: string; source: string | null; news: JobNews }
  | { ok: false; jobId: string | null; reason: string };

const TIME_FIELDS = ['time', 'created_at', 'started_at', 'completed_at'] as const;

const problemsOf = (value: unknown): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  for (const error of validator.Errors(value)) {
    problems.push({ field: error.path || '/', value: shown(error.value), remedy: error.message });
    if (problems.length === 3) {
      break;
    }
  }
  return problems;
};

const idOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'job_id' in value && typeof value.job_id === 'string'
    ? value.job_id.slice(0, 512)
    : null;

const badTime = (record: JobRecord, zoneMinutes: ZoneOffsetMinutes): FieldProblem | null => {
  for (const field of TIME_FIELDS) {
    const value = record[field];
    if (value !== null && value !== undefined && storableInstant(value, zoneMinutes) === null) {
      return { field, value: shown(value), remedy: 'send RFC 3339 text or epoch milliseconds, from 1970 to 2298' };
    }
  }
  return null;
};

const emptied = (record: JobRecord): boolean => record.job_id.trim() === '';

/**
 * Reads one D2 record.
 * @param value anything from outside
 * @param zoneOf zone of zoneless stamps of a source; null: of the batch's
 * @returns news to fold, its stamp being `time`, else the latest instant the record tells, else 0; or the reason it is refused
 */
export const readJobRecord = (value: unknown, zoneOf: (source: string | null) => ZoneOffsetMinutes): ReadRecord => {
  if (!validator.Check(value)) {
    return { ok: false, jobId: idOf(value), reason: problemText(problemsOf(value)) };
  }
  const zoneMinutes = zoneOf(value.source ?? null);
  const wrong = emptied(value)
    ? { field: 'job_id', value: shown(value.job_id), remedy: 'send a non-blank id' }
    : badTime(value, zoneMinutes);
  if (wrong !== null) {
    return { ok: false, jobId: value.job_id, reason: problemText([wrong]) };
  }
  return { ok: true, jobId: value.job_id, source: value.source ?? null, news: newsOf(value, zoneMinutes) };
};

/** A valid record as news. */
export const newsOf = (record: JobRecord, zoneMinutes: ZoneOffsetMinutes): JobNews => {
  const instant = (value: unknown): number | null => storableInstant(value, zoneMinutes);
  const fields = fieldsOf(record, instant);
  const told = record.time === null || record.time === undefined ? null : instant(record.time);
  const stamp = told ?? fields.completed_at ?? fields.started_at ?? fields.created_at ?? 0;
  return { stamp, fields, status: record.status ?? null, labels: record.labels ?? {} };
};
