import { EVENT_KINDS, SEVERITIES, type EventKind, type Severity } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

import { columnReaders, missingColumns, type ColumnReader } from '../../components/fieldReader';
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

type Columns = Readonly<Record<keyof typeof COLUMN_NAMES, ColumnReader>>;

export interface ReadEventsInput {
  series: readonly DataFrame[];
  /** Viewer's clock when the data arrived, epoch ms. */
  receivedAtMs: number;
}

interface RowInput {
  read: Columns;
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
  const timeMs = read.time.number(row);
  const title = read.title.text(row);
  if (timeMs === null || title === null) {
    return null;
  }
  const source = read.source.text(row);
  return {
    id: read.id.text(row) ?? `${timeMs}|${source ?? ''}|${title}`,
    timeMs,
    heardMs: timeMs + shiftMs,
    severity: severityOf(read.severity.text(row)),
    kind: kindOf(read.kind.text(row)),
    source,
    title,
    text: read.text.text(row),
    subjectKind: read.subjectKind.text(row),
    subject: read.subject.text(row),
    needsHuman: read.needsHuman.flag(row) ?? false,
    url: read.url.text(row),
  };
};

const missingOf = (frame: DataFrame): string[] =>
  missingColumns(frame, { time: COLUMN_NAMES.time, title: COLUMN_NAMES.title });

const eventFrames = (series: readonly DataFrame[]): DataFrame[] => {
  const fit = series.filter((frame) => missingOf(frame).length === 0);
  const named = fit.filter((frame) => frame.name === 'events');
  return named.length > 0 ? named : fit;
};

const explain = (series: readonly DataFrame[]): FeedInput => {
  const best = series.find((frame) => frame.name === 'events') ?? series.find((frame) => frame.fields.length > 0);
  return best
    ? {
        kind: 'missing-fields',
        missing: missingOf(best),
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
    const read = columnReaders(frame, COLUMN_NAMES);
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
