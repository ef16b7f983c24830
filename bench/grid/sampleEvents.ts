import { type FeedEvent } from '@eljefe/contract';
import { FieldType, type DataFrame, type Field } from '@grafana/data';

import { AT_MS } from '../../src/panels/agentgrid/agentGrid.fixtures';

const event = (id: string, ageSeconds: number, change: Partial<FeedEvent>): FeedEvent => ({
  id,
  time: AT_MS - ageSeconds * 1000,
  severity: 'info',
  kind: 'job',
  source: 'el-jefe',
  title: 'Job completed',
  text: '',
  subject_kind: null,
  subject: null,
  needs_human: false,
  ...change,
});

/** A morning of events: a burst of repeats, a request for a person, a deployment, and the daily round. */
export const sampleEvents = (): FeedEvent[] => [
  event('e1', 12, {
    severity: 'critical',
    kind: 'alert',
    title: 'Orchestrator lab does not answer',
    text: 'connection refused for 40 s; 12 agents there are stale',
    subject_kind: 'orchestrator',
    subject: 'lab',
  }),
  event('e2', 34, {
    severity: 'warning',
    kind: 'session',
    title: 'Session 12 waits for approval',
    text: 'The draft is ready. Approve it or send it back.',
    needs_human: true,
    subject_kind: 'session',
    subject: 'session-12',
  }),
  ...Array.from({ length: 12 }, (_, index) =>
    event(`r${index}`, 60 + index * 20, {
      severity: 'warning',
      title: 'Rate limited by the provider',
      text: '429 Too Many Requests for claude-sonnet-4-5',
      subject_kind: 'agent',
      subject: 'coder-003',
    })
  ),
  event('e3', 320, {
    severity: 'critical',
    title: 'coder-003 failed',
    text: 'web_search: upstream answered 502 Bad Gateway after 3 attempts',
    subject_kind: 'job',
    subject: 'job-0003',
  }),
  event('e4', 410, { kind: 'deployment', title: 'Deployed v1.8', text: 'by ana, 3 agent types changed' }),
  event('e5', 900, { kind: 'audit', title: 'ana paused 3 agents', text: 'researcher pool; 2 jobs wait' }),
  ...Array.from({ length: 60 }, (_, index) =>
    event(`j${index}`, 1_000 + index * 90, {
      title: `job-${1_000 + index} completed`,
      text: `in ${30 + index} s for $0.${10 + index}`,
      subject_kind: 'job',
      subject: `job-${1_000 + index}`,
    })
  ),
];

/** The data source's frame `events`. */
export const eventsFrame = (events: readonly FeedEvent[]): DataFrame => {
  const names = Object.keys(event('sample', 0, {}));
  const records = events.map((one): Record<string, unknown> => ({ ...one }));
  const fields = names.map((name): Field => ({
    name,
    type: name === 'time' ? FieldType.time : name === 'needs_human' ? FieldType.boolean : FieldType.string,
    config: {},
    values: records.map((record) => record[name]),
  }));
  return { name: 'events', length: events.length, fields, meta: { custom: { at: AT_MS } } };
};
