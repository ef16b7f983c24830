import { type Frame, type Insights } from '@eljefe/contract';

import { frameOf } from '../frames';

/** `insights`: the insights in words, and P5's five fields in the frame's meta; trends and opportunities as frames of their own. */
export const insightFrames = (answer: Insights): Frame[] => [
  {
    ...frameOf('insights', answer.insights, [
      { name: 'id', type: 'string', value: ({ id }) => id },
      { name: 'severity', type: 'string', value: ({ severity }) => severity },
      { name: 'kind', type: 'string', value: ({ kind }) => kind },
      { name: 'title', type: 'string', value: ({ title }) => title },
      { name: 'text', type: 'string', value: ({ text }) => text },
      { name: 'action', type: 'string', value: ({ action }) => action },
      { name: 'confidence', type: 'string', value: ({ confidence }) => confidence },
      { name: 'since', type: 'time', value: ({ since }) => since },
      { name: 'source', type: 'string', value: ({ source }) => source },
      { name: 'subject_kind', type: 'string', value: ({ subject_kind }) => subject_kind },
      { name: 'subject', type: 'string', value: ({ subject }) => subject },
      { name: 'measure', type: 'string', value: ({ evidence }) => evidence.measure },
      { name: 'evidence', type: 'other', value: ({ evidence }) => evidence },
    ]),
    meta: {
      at: answer.at,
      from: answer.from,
      to: answer.to,
      anomaly_count: answer.anomaly_count,
      active_alerts: answer.active_alerts,
      system_health_score: answer.system_health_score,
      health: answer.health,
      performance_trends: answer.performance_trends,
      optimization_opportunities: answer.optimization_opportunities,
    },
  },
  frameOf('trends', answer.performance_trends, [
    { name: 'measure', type: 'string', value: ({ measure }) => measure },
    { name: 'title', type: 'string', value: ({ title }) => title },
    { name: 'value', type: 'number', value: ({ value }) => value },
    { name: 'count', type: 'number', unit: 'short', value: ({ count }) => count },
    { name: 'former', type: 'number', value: ({ former }) => former },
    { name: 'change', type: 'number', unit: 'percentunit', value: ({ change }) => change },
    { name: 'direction', type: 'string', value: ({ direction }) => direction },
    { name: 'p_value', type: 'number', value: ({ p_value }) => p_value },
    { name: 'reason', type: 'string', value: ({ reason }) => reason },
  ]),
];
