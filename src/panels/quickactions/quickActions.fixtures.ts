import { FieldType, type DataFrame } from '@grafana/data';

/** The data source's frame `agents` with these statuses. */
export const statusFrame = (statuses: readonly string[]): DataFrame => ({
  name: 'agents',
  length: statuses.length,
  fields: [
    { name: 'job_id', type: FieldType.string, config: {}, values: statuses.map((_, index) => `job-${index}`) },
    { name: 'status', type: FieldType.string, config: {}, values: [...statuses] },
  ],
});
