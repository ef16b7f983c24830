import { type ComboboxOption } from '@grafana/ui';

import { t } from '../../core/i18n/t';
import {
  type AnnotationKind,
  type AskableKind,
  type BudgetFormat,
  type QueryFilter,
  type StateFormat,
} from '../../core/query/query.types';

interface Choice<T> {
  value: T;
  label: string;
}

export const kindOptions = (): Array<ComboboxOption<AskableKind>> => {
  const now = t('datasource.kinds.now', 'Now');
  const lists = t('datasource.kinds.lists', 'Lists');
  const one = t('datasource.kinds.one', 'One session or trace');
  const judged = t('datasource.kinds.judged', 'Judged');
  const about = t('datasource.kinds.about', 'About the data');
  return [
    {
      value: 'state',
      group: now,
      label: t('datasource.kinds.state', 'Live state'),
      description: t('datasource.kinds.stateHint', 'What runs now; updates by itself'),
    },
    {
      value: 'series',
      group: now,
      label: t('datasource.kinds.series', 'Measure'),
      description: t('datasource.kinds.seriesHint', 'A measure over time or in total'),
    },
    {
      value: 'jobs',
      group: lists,
      label: t('datasource.kinds.jobs', 'Jobs'),
      description: t('datasource.kinds.jobsHint', 'Jobs of the time range, one a row'),
    },
    {
      value: 'sessions',
      group: lists,
      label: t('datasource.kinds.sessions', 'Sessions'),
      description: t('datasource.kinds.sessionsHint', 'Workflow sessions, one a row'),
    },
    {
      value: 'events',
      group: lists,
      label: t('datasource.kinds.events', 'Events'),
      description: t('datasource.kinds.eventsHint', 'Alerts and events, newest first'),
    },
    {
      value: 'alerts',
      group: lists,
      label: t('datasource.kinds.alerts', 'Alerts'),
      description: t('datasource.kinds.alertsHint', 'What fired and what was resolved'),
    },
    {
      value: 'marks',
      group: lists,
      label: t('datasource.kinds.marks', 'Marks'),
      description: t('datasource.kinds.marksHint', 'Deployments, changes, maintenance'),
    },
    {
      value: 'traces',
      group: lists,
      label: t('datasource.kinds.traces', 'Traces'),
      description: t('datasource.kinds.tracesHint', 'Traces of the time range with tokens and cost'),
    },
    {
      value: 'session_graph',
      group: one,
      label: t('datasource.kinds.sessionGraph', 'Session graph'),
      description: t('datasource.kinds.sessionGraphHint', 'Steps, waits, critical path, bottleneck'),
    },
    {
      value: 'trace',
      group: one,
      label: t('datasource.kinds.trace', 'Trace'),
      description: t('datasource.kinds.traceHint', 'Spans of a trace, a session or a job'),
    },
    {
      value: 'insights',
      group: judged,
      label: t('datasource.kinds.insights', 'Insights'),
      description: t('datasource.kinds.insightsHint', 'What changed, how sure, what to do; health score'),
    },
    {
      value: 'predictions',
      group: judged,
      label: t('datasource.kinds.predictions', 'Predictions'),
      description: t('datasource.kinds.predictionsHint', 'Likely failures, remaining times, bottlenecks, costs'),
    },
    {
      value: 'budgets',
      group: judged,
      label: t('datasource.kinds.budgets', 'Budgets and objectives'),
      description: t('datasource.kinds.budgetsHint', 'What was spent or burnt of what may be'),
    },
    {
      value: 'orchestrators',
      group: about,
      label: t('datasource.kinds.orchestrators', 'Orchestrators'),
      description: t('datasource.kinds.orchestratorsHint', 'Sources and how well they are heard'),
    },
    {
      value: 'values',
      group: about,
      label: t('datasource.kinds.values', 'Values'),
      description: t('datasource.kinds.valuesHint', 'Values of a dimension'),
    },
    {
      value: 'catalog',
      group: about,
      label: t('datasource.kinds.catalog', 'Catalog'),
      description: t('datasource.kinds.catalogHint', 'Every measure with its definition'),
    },
  ];
};

export const stateFormats = (): Array<Choice<StateFormat>> => [
  { value: 'agents', label: t('datasource.formats.agents', 'Agents') },
  { value: 'sessions', label: t('datasource.formats.sessions', 'Sessions') },
  { value: 'orchestrators', label: t('datasource.formats.orchestrators', 'Orchestrators') },
];

export const budgetFormats = (): Array<Choice<BudgetFormat>> => [
  { value: 'budgets', label: t('datasource.formats.budgets', 'Budgets') },
  { value: 'slo', label: t('datasource.formats.slo', 'Objectives') },
];

export const eventFormats = (): Array<Choice<'table' | 'logs'>> => [
  { value: 'table', label: t('datasource.formats.table', 'Table') },
  { value: 'logs', label: t('datasource.formats.logs', 'Log lines') },
];

export const annotationKinds = (): Array<Choice<AnnotationKind>> => [
  { value: 'marks', label: t('datasource.annotations.marks', 'Deployments and maintenance') },
  { value: 'alerts', label: t('datasource.annotations.alerts', 'Alerts') },
  { value: 'events', label: t('datasource.annotations.events', 'Other events') },
];

export const statisticOptions = (): Array<ComboboxOption<string>> => [
  { value: 'mean', label: t('datasource.statistics.mean', 'Mean') },
  { value: 'p50', label: t('datasource.statistics.median', 'Median (p50)') },
  { value: 'p95', label: 'p95' },
  { value: 'p99', label: 'p99' },
  { value: 'max', label: t('datasource.statistics.max', 'Largest') },
];

export const shapeOptions = (): Array<Choice<'series' | 'total'>> => [
  { value: 'series', label: t('datasource.shapes.series', 'Over time') },
  { value: 'total', label: t('datasource.shapes.total', 'In total') },
];

export const opOptions = (): Array<ComboboxOption<QueryFilter['op']>> => [
  { value: '=', label: '=', description: t('datasource.operators.is', 'is') },
  { value: '!=', label: '!=', description: t('datasource.operators.isNot', 'is not') },
  { value: '=|', label: '=|', description: t('datasource.operators.oneOf', 'is one of') },
  { value: '!=|', label: '!=|', description: t('datasource.operators.noneOf', 'is none of') },
  { value: '=~', label: '=~', description: t('datasource.operators.matches', 'matches the pattern') },
  { value: '!~', label: '!~', description: t('datasource.operators.matchesNot', 'does not match the pattern') },
];
