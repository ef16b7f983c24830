import { type DataFrame } from '@grafana/data';

import { type HealthLine, type InsightFigures } from './insights.types';

type Told = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Told => typeof value === 'object' && value !== null;

const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const recordsOf = (value: unknown): Told[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** What the service says beside the rows; the data source may wrap it once. */
export const aboutOf = (frame: DataFrame): Told => {
  const custom: unknown = frame.meta?.custom;
  const outer = isRecord(custom) ? custom : {};
  return isRecord(outer.custom) ? { ...outer, ...outer.custom } : outer;
};

const healthLine = (part: Told): HealthLine[] => {
  const name = textOf(part.name);
  return name === null ? [] : [{ name, attainment: numberOf(part.attainment), text: textOf(part.text) ?? '' }];
};

const DIRECTIONS = ['better', 'worse', 'unchanged', 'unknown'] as const;

const trendOf = (trend: Told): InsightFigures['trends'] => {
  const title = textOf(trend.title);
  return title === null
    ? []
    : [
        {
          title,
          unit: textOf(trend.unit) ?? 'count',
          value: numberOf(trend.value),
          count: numberOf(trend.count) ?? 0,
          former: numberOf(trend.former),
          direction: DIRECTIONS.find((direction) => direction === trend.direction) ?? 'unknown',
          reason: textOf(trend.reason),
        },
      ];
};

const opportunityOf = (told: Told): InsightFigures['opportunities'] => {
  const title = textOf(told.title);
  return title === null ? [] : [{ title, text: textOf(told.text) ?? '', saving_usd: numberOf(told.saving_usd) }];
};

/** Reads P5's fields from the frame's meta; what is not there is absent. */
export const readFigures = (frame: DataFrame): InsightFigures => {
  const about = aboutOf(frame);
  const health = isRecord(about.health) ? about.health : {};
  return {
    healthScore: numberOf(about.system_health_score) ?? numberOf(health.score),
    healthParts: recordsOf(health.parts).flatMap(healthLine),
    lowest: textOf(health.lowest),
    coverage: numberOf(health.coverage),
    trends: recordsOf(about.performance_trends).flatMap(trendOf),
    anomalyCount: numberOf(about.anomaly_count),
    activeAlerts: numberOf(about.active_alerts),
    opportunities: recordsOf(about.optimization_opportunities).flatMap(opportunityOf),
    fromMs: numberOf(about.from),
    toMs: numberOf(about.to),
  };
};
