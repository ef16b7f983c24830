import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { INGEST_UID } from '../names';
import { LEADS } from './addresses';
import { type Scope, scopedTo } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { lines } from './kit/special';
import { list } from './kit/table';
import { trend } from './kit/trend';
import { highIsGood, lowIsGood } from './thresholds';
import { commonVariables } from './variables';

const SCOPE: Scope[] = ['source'];

const FIGURES = [
  {
    id: 1,
    title: 'Orchestrators heard',
    measure: 'orchestrators_available',
    width: 4,
    decimals: 0,
    thresholds: highIsGood(0.99, 1),
  },
  {
    id: 2,
    title: 'Data integrity',
    measure: 'data_integrity',
    width: 4,
    decimals: 2,
    thresholds: highIsGood(0.999, 1),
  },
  {
    id: 3,
    title: 'Sources agree',
    measure: 'synchronisation_accuracy',
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.95, 0.99),
  },
  {
    id: 4,
    title: 'Jobs without contradiction',
    measure: 'job_consistency',
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.95, 0.99),
  },
  {
    id: 5,
    title: 'Sessions without contradiction',
    measure: 'session_consistency',
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.95, 0.99),
  },
  {
    id: 6,
    title: 'Unpriced jobs',
    measure: 'unpriced_jobs',
    width: 4,
    decimals: 0,
    thresholds: lowIsGood(1, 10),
    link: LEADS.cost,
  },
];

const flow = () => [
  trend(
    { id: 20, title: 'Jobs by source', width: 12, lines: [{ measure: 'throughput', by: ['source'] }], stacked: true },
    SCOPE
  ),
  trend(
    {
      id: 21,
      title: 'Disagreements and contradictions',
      width: 12,
      note: '100 % is best. The scale begins where the values do.',
      lines: [
        { measure: 'synchronisation_accuracy', name: 'Sources agree' },
        { measure: 'job_consistency', name: 'Jobs without contradiction' },
        { measure: 'session_consistency', name: 'Sessions without contradiction' },
      ],
      floating: true,
      max: 1,
    },
    SCOPE
  ),
  trend(
    { id: 22, title: 'Rows on their way to the store', width: 8, lines: [{ measure: 'write_queue_depth' }] },
    SCOPE
  ),
  trend(
    {
      id: 23,
      title: 'Answer times',
      width: 8,
      lines: [
        { measure: 'api_response_time', name: 'API' },
        { measure: 'store_response_time', name: 'Store' },
      ],
    },
    SCOPE
  ),
  trend(
    {
      id: 24,
      title: 'Unpriced jobs by source',
      width: 8,
      lines: [{ measure: 'unpriced_jobs', by: ['source'] }],
      stacked: true,
    },
    SCOPE
  ),
];

/** D1–D6, W2.3, W3: which source sends what, what of it is believed, what is silent, unmapped or unpriced. */
export const ingest = (): Dashboard =>
  board({
    uid: INGEST_UID,
    title: 'Ingest health',
    description: 'Which source sends what; what is late, silent, contradictory or unpriced; how the service keeps up.',
    from: 'now-6h',
    refresh: '30s',
    variables: commonVariables(),
    panels: [
      ...FIGURES.map((spec) => figure(spec, SCOPE)),
      list({
        id: 10,
        title: 'Sources',
        width: 24,
        height: 7,
        description:
          'D1. Each source with how well it is heard, why not, the age of its last news, its ways to be heard and the difference of its clock.',
        query: { kind: 'state', format: 'orchestrators', filters: scopedTo('source') },
        columns: {
          Orchestrator: 'Source',
          Status: 'Status',
          Reason: 'Reason',
          'Last heard': 'Last heard',
          Stale: 'Stale',
          Channels: 'Channels',
          'Clock difference': 'Clock difference',
          'Unreadable messages': 'Unreadable messages',
          Address: 'Address',
        },
        widths: { Reason: 160, Channels: 160, Address: 180 },
        noValue: 'No source to show. Start the analytics service with --orchestrator URL',
      }),
      ...flow(),
      lines({
        id: 30,
        title: 'What the service noticed',
        description:
          'Messages of the service about its sources: connections lost and found, messages it could not read.',
        width: 10,
        height: 11,
        query: { filters: [...scopedTo('source'), { key: 'kind', op: '=', values: ['system'] }] },
        noValue: 'Nothing to show of this range',
      }),
      list({
        id: 31,
        title: 'Every measure, and what it needs',
        width: 14,
        height: 11,
        description: 'The catalogue: what is measured, how, and what to send where a measure has no data.',
        query: { kind: 'catalog' },
        columns: {
          id: 'Id',
          title: 'Measure',
          unit: 'Unit',
          target: 'Target',
          how: 'How',
          absent_hint: 'Where there is no data',
        },
        widths: { Measure: 150, How: 180, 'Where there is no data': 260 },
        noValue: 'No catalogue to show: the analytics service gives it',
      }),
    ],
  });
