import { SEVERITIES, type Severity } from '@eljefe/contract';
import { type DataFrame } from '@grafana/data';

import { columnReaders, missingColumns, type ColumnReader } from '../../components/fieldReader';
import { frameMeta } from '../../components/frameMeta';
import { type InsightFigures, type InsightRow, type InsightsInput } from './insights.types';
import { readEvidence } from './readEvidence';
import { aboutOf, readFigures } from './readFigures';

const COLUMN_NAMES = {
  id: ['id'],
  severity: ['severity'],
  kind: ['kind'],
  title: ['title'],
  text: ['text', 'description'],
  action: ['action'],
  confidence: ['confidence'],
  since: ['since', 'time'],
  source: ['source'],
  subjectKind: ['subject_kind'],
  subject: ['subject'],
  measure: ['measure'],
  url: ['link', 'url'],
} as const satisfies Record<string, readonly string[]>;

type Columns = Readonly<Record<keyof typeof COLUMN_NAMES, ColumnReader>>;

const missingOf = (frame: DataFrame): string[] =>
  missingColumns(frame, { title: COLUMN_NAMES.title, severity: COLUMN_NAMES.severity });

const severityOf = (word: string | null): Severity => SEVERITIES.find((severity) => severity === word) ?? 'info';

/** A share becomes a percentage, a word stays itself. */
const confidenceOf = (read: ColumnReader, row: number): string | null => {
  const share = read.number(row);
  return share !== null && share >= 0 && share <= 1 ? `${Math.round(share * 100)} %` : read.text(row);
};

interface RowInput {
  read: Columns;
  evidence: readonly unknown[];
  row: number;
  units: ReadonlyMap<string, string>;
}

const rowOf = ({ read, evidence, row, units }: RowInput): InsightRow[] => {
  const title = read.title.text(row);
  const measure = read.measure.text(row);
  return title === null
    ? []
    : [
        {
          id: read.id.text(row) ?? title,
          severity: severityOf(read.severity.text(row)),
          kind: read.kind.text(row),
          title,
          text: read.text.text(row),
          action: read.action.text(row),
          confidence: confidenceOf(read.confidence, row),
          sinceMs: read.since.number(row),
          evidence: readEvidence(evidence[row], units.get(measure ?? '') ?? ''),
          subjectKind: read.subjectKind.text(row),
          subject: read.subject.text(row),
          source: read.source.text(row),
          url: read.url.text(row),
        },
      ];
};

/** Worst first; of equals the older, which waits longer; then by id, so that the order never flickers. */
const worstFirst = (a: InsightRow, b: InsightRow): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  (a.sinceMs ?? Infinity) - (b.sinceMs ?? Infinity) ||
  (a.id < b.id ? -1 : 1);

/** Units of the measures, as the trends beside the rows name them. */
const unitsOf = (frame: DataFrame): Map<string, string> => {
  const { performance_trends: trends } = aboutOf(frame);
  const list: readonly unknown[] = Array.isArray(trends) ? trends : [];
  return new Map(
    list.flatMap((trend) =>
      typeof trend === 'object' && trend !== null && 'measure' in trend && 'unit' in trend
        ? [[String(trend.measure), String(trend.unit)] as const]
        : []
    )
  );
};

/**
 * Reads the data source's frame `insights`.
 * @returns the insights, worst first, with the figures beside them, or why there are none to read
 */
export const readInsights = (series: readonly DataFrame[]): InsightsInput => {
  const fit = series.filter((frame) => missingOf(frame).length === 0);
  const frame = fit.find(({ name }) => name === 'insights') ?? fit[0];
  if (!frame) {
    const best = series.find(({ fields }) => fields.length > 0);
    return best
      ? { kind: 'missing-fields', missing: missingOf(best), found: best.fields.map(({ name }) => name) }
      : { kind: 'no-frames' };
  }
  const read = columnReaders(frame, COLUMN_NAMES);
  const evidence = frame.fields.find(({ name }) => name === 'evidence')?.values ?? [];
  const units = unitsOf(frame);
  const figures: InsightFigures = readFigures(frame);
  const rows = Array.from({ length: frame.length }, (_, row) => rowOf({ read, evidence, row, units })).flat();
  const { at } = aboutOf(frame);
  return {
    kind: 'insights',
    model: {
      rows: [...new Map(rows.map((row) => [row.id, row])).values()].sort(worstFirst),
      figures,
      notices: frameMeta(frame).notices,
      at: frameMeta(frame).at ?? (typeof at === 'number' ? at : null),
    },
  };
};
