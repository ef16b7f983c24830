import { type Status, statusOf } from '@eljefe/contract';
import { type DataFrame, type Field, FieldType } from '@grafana/data';

const named = (frame: DataFrame, name: string): Field | undefined => frame.fields.find((field) => field.name === name);

const statusAt = (field: Field | undefined, row: number): Status => {
  const value: unknown = field?.values[row];
  return statusOf(typeof value === 'string' ? value : '');
};

/** The ring around a node: one colour for what the step is. Running blue, waiting purple, done green, failed red. */
const RINGS: ReadonlyArray<{ name: string; title: string; color: string; holds: (status: Status) => boolean }> = [
  { name: 'arc__failed', title: 'Failed', color: 'red', holds: (status) => status === 'failed' },
  { name: 'arc__waiting', title: 'Waiting', color: 'purple', holds: (status) => status === 'waiting' },
  { name: 'arc__running', title: 'Running', color: 'blue', holds: (status) => status === 'running' },
  { name: 'arc__done', title: 'Done', color: 'green', holds: (status) => status === 'completed' },
  {
    name: 'arc__other',
    title: 'Not begun, paused or stopped',
    color: 'text',
    holds: (status) => !['failed', 'waiting', 'running', 'completed'].includes(status),
  },
];

const ring = (statuses: readonly Status[], { name, title, color, holds }: (typeof RINGS)[number]): Field => ({
  name,
  type: FieldType.number,
  values: statuses.map((status) => (holds(status) ? 1 : 0)),
  config: { displayName: title, color: { mode: 'fixed', fixedColor: color } },
});

/** What the picture's small menu says of a node. */
const DETAILS: Readonly<Record<string, string>> = {
  status: 'Status',
  critical_share: 'Share of the critical path',
  median_seconds: 'Median of former runs',
  p95_seconds: 'p95 of former runs',
  cost: 'Cost',
  error: 'Error',
};

const details = (frame: DataFrame): Field[] =>
  Object.entries(DETAILS).flatMap(([name, title]) => {
    const field = named(frame, name);
    return field
      ? [{ ...field, name: `detail__${name}`, config: { ...field.config, displayName: title }, state: undefined }]
      : [];
  });

/** The picture writes a share as a number with the name of its unit behind, so it gets it as it is to be read. */
const shareText = (field: Field): Field => ({
  ...field,
  type: FieldType.string,
  values: field.values.map((share: unknown) => (typeof share === 'number' ? `${Math.round(share * 100)} %` : '')),
  config: { ...field.config, unit: undefined },
});

const titled = (field: Field): Field => ({
  ...field,
  config: { ...field.config, displayName: field.config.displayNameFromDS },
});

/** The two figures within a node, with names for the legend. */
const figure = (field: Field): Field => {
  switch (field.name) {
    case 'mainstat':
      return titled(field);
    case 'secondarystat':
      return titled(shareText(field));
    default:
      return field;
  }
};

const isNodes = (frame: DataFrame): boolean =>
  frame.meta?.preferredVisualisationType === 'nodeGraph' && !!named(frame, 'title');

/**
 * A frame of steps as Grafana's node graph wants it: a ring in the colour of the status and the details of a step beside
 * what the frame has; other frames as they are. Panels that read the steps find their columns untouched.
 */
export const nodeGraph = (frame: DataFrame): DataFrame => {
  if (!isNodes(frame)) {
    return frame;
  }
  const status = named(frame, 'status');
  const statuses = Array.from({ length: frame.length }, (_, row) => statusAt(status, row));
  const running: Field = {
    name: 'highlighted',
    type: FieldType.boolean,
    values: statuses.map((one) => one === 'running'),
    config: {},
  };
  return {
    ...frame,
    fields: [...frame.fields.map(figure), ...RINGS.map((one) => ring(statuses, one)), running, ...details(frame)],
  };
};
