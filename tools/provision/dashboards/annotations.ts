import { type Query } from '@eljefe/contract';
import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder, type AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';

import { scopedTo } from './filters';
import { DATA_SOURCE, target } from './query';

const ours = (name: string, color: string, query: Omit<Query, 'refId'>): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name(name)
    .datasource(DATA_SOURCE)
    .enable(true)
    .iconColor(color)
    .target(target({ refId: 'Anno', format: 'annotations', ...query }));

const marks = (kind: string) => ({
  kind: 'marks' as const,
  filters: [...scopedTo('source'), { key: 'kind', op: '=|' as const, values: kind.split(' ') }],
});

/** D6, L: deployments, maintenance and alerts from the service, and Grafana's own annotations, which carry alert states. */
export const commonAnnotations = (): Array<Builder<AnnotationQuery>> => [
  new AnnotationQueryBuilder()
    .name('Annotations & Alerts')
    .datasource({ type: 'grafana', uid: '-- Grafana --' })
    .builtIn(1)
    .enable(true)
    .hide(true)
    .iconColor('rgba(0, 211, 255, 1)')
    .type('dashboard'),
  ours('Deployments', 'purple', marks('deployment config')),
  ours('Maintenance', 'blue', marks('maintenance')),
  ours('Alerts', 'red', {
    kind: 'alerts',
    filters: [...scopedTo('source'), { key: 'severity', op: '=|', values: ['critical', 'warning'] }],
  }),
];
