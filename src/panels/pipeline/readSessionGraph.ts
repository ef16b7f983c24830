import { isEnded, statusOf } from '@eljefe/contract';
import { type DataFrame, type Field } from '@grafana/data';

import { conditionOf } from '../../core/status/condition';
import { type SessionRow } from './pipeline.types';

type Told = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Told => typeof value === 'object' && value !== null;

/** What the service says of the session beside its nodes; the data source may wrap it once. */
const aboutOf = (frame: DataFrame): Told => {
  const custom: unknown = frame.meta?.custom;
  const outer = isRecord(custom) ? custom : {};
  return isRecord(outer.custom) ? { ...outer, ...outer.custom } : outer;
};

const fieldsOf = (frame: DataFrame): Map<string, Field> => new Map(frame.fields.map((field) => [field.name, field]));

/** A frame row by row, as plain records. */
const recordsOf = (frame: DataFrame): Told[] => {
  const fields = fieldsOf(frame);
  return Array.from({ length: frame.length }, (_, row) =>
    Object.fromEntries([...fields].map(([name, { values }]) => [name, values[row]]))
  );
};

const parsedList = (value: unknown): unknown => {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return [];
  }
};

/** A node under the names that a session's own list of steps uses. */
const stepOf = (node: Told, parents: readonly unknown[]): Told => ({
  ...node,
  step_id: node.id,
  name: node.title,
  agent_type: node.subtitle,
  job_ids: parsedList(node.job_ids),
  depends_on: parents,
  queue_seconds: node.queue,
  human_wait_seconds: node.human,
  duration_seconds: typeof node.status === 'string' && isEnded(statusOf(node.status)) ? node.mainstat : null,
});

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const leastOf = (values: readonly unknown[]): number | null =>
  values.reduce<number | null>(
    (least, value) => (typeof value === 'number' && (least === null || value < least) ? value : least),
    null
  );

/** Is this the frame of nodes that the query “Session graph” answers with? */
export const isSessionGraph = (frame: DataFrame): boolean =>
  frame.name === 'nodes' && textOf(aboutOf(frame).session_id) !== null;

/**
 * Reads the answer of the query “Session graph”: a frame of nodes and the frame of edges of the same query.
 * @param series all frames of the panel
 */
export const readSessionGraph = (nodes: DataFrame, series: readonly DataFrame[]): SessionRow => {
  const about = aboutOf(nodes);
  const edgeFrame = series.find(({ name, refId }) => name === 'edges' && refId === nodes.refId);
  const edges = edgeFrame ? recordsOf(edgeFrame) : [];
  const records = recordsOf(nodes);
  const parents = new Map<unknown, unknown[]>();
  edges.forEach(({ source, target }) => parents.set(target, [...(parents.get(target) ?? []), source]));
  const status = statusOf(textOf(about.status) ?? '');
  const sessionId = textOf(about.session_id) ?? '';
  const source = textOf(about.source) ?? '';
  return {
    key: `${source}\u0000${sessionId}`,
    source,
    sessionId,
    workflowId: textOf(about.workflow_id),
    goal: null,
    status,
    condition: conditionOf({ status, stale: false, overLimit: false }),
    stale: false,
    startedAtMs: leastOf(records.map((node) => node.started_at)),
    durationSeconds: null,
    newsAtMs: null,
    totalSteps: null,
    completedSteps: null,
    waitingOnHuman: status === 'waiting',
    error: null,
    stepsCell: records.map((node) => stepOf(node, parents.get(node.id) ?? [])),
    handoffsCell: edges
      .filter(({ outcome }) => textOf(outcome) !== null)
      .map((edge) => ({ ...edge, from_step: edge.source, to_step: edge.target })),
  };
};
