import { EVENT_KINDS, SEVERITIES, type EventKind, type Severity } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

import { fieldReader, type FieldReader } from '../../components/fieldReader';
import { frameMeta, type FrameNotice } from '../../components/frameMeta';
import { type EventPosition, type FeedInput, type FeedItem } from './eventFeed.types';

/** Columns and the names they may have; the first that is there counts. */
const COLUMN_NAMES = {
  id: ['id', 'event_id'],
  time: ['time', 'timestamp', 'at'],
  severity: ['severity', 'level'],
  kind: ['kind', 'type'],
  source: ['source', 'orchestrator'],
  title: ['title', 'summary', 'message'],
  text: ['text', 'body', 'description'],
  subjectKind: ['subject_kind'],
  subject: ['subject'],
  needsHuman: ['needs_human'],
  url: ['url', 'link'],
} as const satisfies Record<string, readonly string[]>;

export interface ReadEventsInput {
  series: readonly DataFrame[];
  /** Viewer's clock when the data arrived, epoch ms. */
  receivedAtMs: number;
}

interface RowInput {
  read: FieldReader;
  row: number;
  /** Adds to a service stamp to get the viewer's clock. */
  shiftMs: number;
}

const SEVERITY_WORDS: Readonly<Record<string, Severity>> = {
  error: 'critical',
  fatal: 'critical',
  emergency: 'critical',
  warn: 'warning',
};

const severityOf = (word: string | null): Severity => {
  const lower = word?.toLowerCase() ?? '';
  return SEVERITIES.find((severity) => severity === lower) ?? SEVERITY_WORDS[lower] ?? 'info';
};

const kindOf = (word: string | null): EventKind => EVENT_KINDS.find((kind) => kind === word?.toLowerCase()) ?? 'system';

const itemOf = ({ read, row, shiftMs }: RowInput): FeedItem | null => {
  const timeMs = read.number(COLUMN_NAMES.time, row);
  const title = read.text(COLUMN_NAMES.title, row);
  if (timeMs === null || title === null) {
    return null;
  }
  const source = read.text(COLUMN_NAMES.source, row);
  return {
    id: read.text(COLUMN_NAMES.id, row) ?? `${timeMs}|${source ?? ''}|${title}`,
    timeMs,
    heardMs: timeMs + shiftMs,
    severity: severityOf(read.text(COLUMN_NAMES.severity, row)),
    kind: kindOf(read.text(COLUMN_NAMES.kind, row)),
    source,
    title,
    text: read.text(COLUMN_NAMES.text, row),
    subjectKind: read.text(COLUMN_NAMES.subjectKind, row),
    subject: read.text(COLUMN_NAMES.subject, row),
    needsHuman: read.flag(COLUMN_NAMES.needsHuman, row) ?? false,
    url: read.text(COLUMN_NAMES.url, row),
  };
};

const missingOf = (read: FieldReader): string[] => [
  ...(read.has(COLUMN_NAMES.time) ? [] : ['time']),
  ...(read.has(COLUMN_NAMES.title) ? [] : ['title']),
];

const eventFrames = (series: readonly DataFrame[]): DataFrame[] => {
  const fit = series.filter((frame) => missingOf(fieldReader(frame)).length === 0);
  const named = fit.filter((frame) => frame.name === 'events');
  return named.length > 0 ? named : fit;
};

const explain = (series: readonly DataFrame[]): FeedInput => {
  const best = series.find((frame) => frame.name === 'events') ?? series.find((frame) => frame.fields.length > 0);
  return best
    ? {
        kind: 'missing-fields',
        missing: missingOf(fieldReader(best)),
        found: best.fields.map((field) => field.name),
      }
    : { kind: 'no-frames' };
};

/** Newest first; of one instant the worse first, then by id, so that the order never flickers. */
const newestFirst = (a: FeedItem, b: FeedItem): number =>
  b.timeMs - a.timeMs || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.id < b.id ? -1 : 1);

/**
 * Reads the panel's frames as events, newest first. Rows without a time or a title are left out; an id counts once.
 * @returns the events, or why there are none to read
 */
export const readEvents = ({ series, receivedAtMs }: ReadEventsInput): FeedInput => {
  const frames = eventFrames(series);
  if (frames.length === 0) {
    return explain(series);
  }
  const items = new Map<string, FeedItem>();
  const positions = new Map<string, EventPosition>();
  const notices: FrameNotice[] = [];
  for (const frame of frames) {
    const { at, notices: told } = frameMeta(frame);
    const read = fieldReader(frame);
    notices.push(...told);
    for (let row = 0; row < frame.length; row++) {
      const item = itemOf({ read, row, shiftMs: at === null ? 0 : receivedAtMs - at });
      if (item) {
        items.set(item.id, item);
        positions.set(item.id, { frame: series.indexOf(frame), row });
      }
    }
  }
  return { kind: 'events', model: { items: [...items.values()].sort(newestFirst), positions, notices } };
};
