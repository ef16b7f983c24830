import { type Opportunity, type PerformanceTrend, type Severity } from '@eljefe/contract';

import { type FrameNotice } from '../../components/frameMeta';

/** One line of what an insight rests on. */
export interface EvidenceLine {
  name: string;
  value: string;
}

export interface InsightRow {
  id: string;
  severity: Severity;
  kind: string | null;
  title: string;
  text: string | null;
  /** What to do. */
  action: string | null;
  /** As told: a word, or a share 0..1 as percent; null when nobody judged it. */
  confidence: string | null;
  sinceMs: number | null;
  evidence: readonly EvidenceLine[];
  subjectKind: string | null;
  subject: string | null;
  source: string | null;
  url: string | null;
}

/** One part of the health score. */
export interface HealthLine {
  name: string;
  /** 0..1 of its target; null: not known. */
  attainment: number | null;
  text: string;
}

/** P5's fields beside the insights. Absent values stay null. */
export interface InsightFigures {
  /** 0..100. */
  healthScore: number | null;
  healthParts: readonly HealthLine[];
  /** Part that pulls the score down most. */
  lowest: string | null;
  /** Share of the score's weight that is known, 0..1. */
  coverage: number | null;
  trends: ReadonlyArray<
    Pick<PerformanceTrend, 'title' | 'unit' | 'value' | 'count' | 'former' | 'direction' | 'reason'>
  >;
  anomalyCount: number | null;
  activeAlerts: number | null;
  opportunities: ReadonlyArray<Pick<Opportunity, 'title' | 'text' | 'saving_usd'>>;
  /** Window looked at, epoch ms. */
  fromMs: number | null;
  toMs: number | null;
}

export interface InsightsModel {
  rows: InsightRow[];
  figures: InsightFigures;
  notices: FrameNotice[];
  /** When the service looked, epoch ms of its clock; null when it does not say. */
  at: number | null;
}

export type InsightsInput =
  | { kind: 'insights'; model: InsightsModel }
  | { kind: 'missing-fields'; missing: string[]; found: string[] }
  | { kind: 'no-frames' };
