import { type ComboboxOption } from '@grafana/ui';

import { type AskableKind, type QueryFilter, type StateFormat } from '../../core/query/query.types';

export const KIND_OPTIONS: Array<ComboboxOption<AskableKind>> = [
  { value: 'state', label: 'Live state', description: 'What runs now; updates by itself' },
  { value: 'series', label: 'Measure', description: 'A measure over time or in total' },
  { value: 'jobs', label: 'Jobs', description: 'Jobs of the time range, one a row' },
  { value: 'sessions', label: 'Sessions', description: 'Workflow sessions, one a row' },
  { value: 'events', label: 'Events', description: 'Alerts and events, newest first' },
  { value: 'marks', label: 'Marks', description: 'Deployments, changes, maintenance' },
  { value: 'orchestrators', label: 'Orchestrators', description: 'Sources and how well they are heard' },
  { value: 'values', label: 'Values', description: 'Values of a dimension' },
];

export const FORMAT_OPTIONS: Array<{ value: StateFormat; label: string }> = [
  { value: 'agents', label: 'Agents' },
  { value: 'sessions', label: 'Sessions' },
  { value: 'orchestrators', label: 'Orchestrators' },
];

export const STATISTIC_OPTIONS: Array<ComboboxOption<string>> = [
  { value: 'mean', label: 'Mean' },
  { value: 'p50', label: 'Median (p50)' },
  { value: 'p95', label: 'p95' },
  { value: 'p99', label: 'p99' },
];

export const SHAPE_OPTIONS: Array<{ value: 'series' | 'total'; label: string }> = [
  { value: 'series', label: 'Over time' },
  { value: 'total', label: 'In total' },
];

export const OP_OPTIONS: Array<ComboboxOption<QueryFilter['op']>> = [
  { value: '=', label: '=', description: 'is' },
  { value: '!=', label: '!=', description: 'is not' },
  { value: '=|', label: '=|', description: 'is one of' },
  { value: '!=|', label: '!=|', description: 'is none of' },
  { value: '=~', label: '=~', description: 'matches the pattern' },
  { value: '!~', label: '!~', description: 'does not match the pattern' },
];
