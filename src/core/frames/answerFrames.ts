import { type Frame, type FrameField, type QueryAnswer } from '@eljefe/contract';
import { type DataFrame, type Field, FieldType } from '@grafana/data';

import { fieldLinks, type LinkTarget } from './fieldLinks';
import { grafanaNotice } from './stateFrames';

const TYPE: Readonly<Record<FrameField['type'], FieldType>> = {
  time: FieldType.time,
  number: FieldType.number,
  string: FieldType.string,
  boolean: FieldType.boolean,
  other: FieldType.other,
};

/** What a column of a type may hold; anything else is absent, never a wrong number. */
const FITS: Readonly<Record<FrameField['type'], (value: unknown) => boolean>> = {
  time: (value) => typeof value === 'number' && Number.isFinite(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  other: () => true,
};

/** How many rows a value rests on is for the tooltip and the table, not a line of its own. */
const NOT_DRAWN = { hideFrom: { viz: true, legend: true, tooltip: false }, axisPlacement: 'hidden' };

interface Beside {
  target: LinkTarget;
  isCount: boolean;
  /** Every column of the row. */
  names: readonly string[];
}

const field = (wire: FrameField, { target, isCount, names }: Beside): Field => {
  const fits = FITS[wire.type];
  const links = fieldLinks(wire.name, { target, names });
  return {
    name: wire.name,
    type: TYPE[wire.type],
    values: wire.values.map((value) => (fits(value) ? value : null)),
    ...(wire.labels ? { labels: wire.labels } : {}),
    config: {
      // Without a name of its own Grafana would put the frame's name before it, and joined tables would not find it.
      displayNameFromDS: wire.displayName ?? wire.name,
      ...(wire.unit ? { unit: wire.unit } : {}),
      ...(wire.description ? { description: wire.description } : {}),
      ...(wire.min === undefined ? {} : { min: wire.min }),
      ...(wire.max === undefined ? {} : { max: wire.max }),
      ...(links.length > 0 ? { links } : {}),
      ...(isCount ? { custom: NOT_DRAWN } : {}),
    },
  };
};

const VISUALISATION = { graph: 'graph', table: 'table', logs: 'logs', trace: 'trace', nodeGraph: 'nodeGraph' } as const;

export interface AnswerContext {
  /** The target's own refId, whatever the batch called it. */
  refId: string;
  target: LinkTarget;
}

const frame = (wire: Frame, answer: QueryAnswer, { refId, target }: AnswerContext): DataFrame => ({
  ...(wire.name === undefined ? {} : { name: wire.name }),
  refId,
  length: wire.fields[0]?.values.length ?? 0,
  fields: wire.fields.map((one) =>
    field(one, {
      target,
      isCount: one.name === wire.meta?.['count_field'],
      names: wire.fields.map(({ name }) => name),
    })
  ),
  meta: {
    ...(wire.visualisation ? { preferredVisualisationType: VISUALISATION[wire.visualisation] } : {}),
    custom: { ...wire.meta, age_seconds: answer.age_seconds, next_cursor: answer.next_cursor },
  },
});

/** Are all columns of the same length? A ragged table would show one row's values in another's. */
const isEven = ({ fields }: Frame): boolean => fields.every((one) => one.values.length === fields[0]?.values.length);

/**
 * The service's answer to one question as Grafana's frames, with its notices on the first frame.
 * An answer without frames but with notices gives one empty frame that carries them.
 * @throws Error when a table is ragged
 */
export const answerFrames = (answer: QueryAnswer, context: AnswerContext): DataFrame[] => {
  const ragged = answer.frames.find((one) => !isEven(one));
  if (ragged) {
    throw new Error(`The answer “${ragged.name ?? context.refId}” has columns of different lengths.`);
  }
  const frames = answer.frames.map((one) => frame(one, answer, context));
  const first = frames[0] ?? { refId: context.refId, length: 0, fields: [], meta: {} };
  if (answer.notices.length === 0) {
    return frames;
  }
  const noticed = { ...first, meta: { ...first.meta, notices: answer.notices.map(grafanaNotice) } };
  return [noticed, ...frames.slice(1)];
};
