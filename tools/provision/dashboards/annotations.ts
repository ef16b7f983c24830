import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder, type AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';

import { scopedTo } from './filters';
import { DATA_SOURCE, target } from './query';

/** D6 marks from the service, and Grafana's own annotations, which carry the alert states. */
export const commonAnnotations = (): Array<Builder<AnnotationQuery>> => [
  new AnnotationQueryBuilder()
    .name('Annotations & Alerts')
    .datasource({ type: 'grafana', uid: '-- Grafana --' })
    .builtIn(1)
    .enable(true)
    .hide(true)
    .iconColor('rgba(0, 211, 255, 1)')
    .type('dashboard'),
  new AnnotationQueryBuilder()
    .name('Deployments and maintenance')
    .datasource(DATA_SOURCE)
    .enable(true)
    .iconColor('purple')
    .target(target({ refId: 'marks', kind: 'marks', filters: scopedTo('source') })),
];
