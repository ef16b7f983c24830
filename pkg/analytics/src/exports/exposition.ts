import { type Frame, type FrameField, type QueryAnswer } from '@eljefe/contract';

interface Sample {
  labels: ReadonlyArray<readonly [string, string]>;
  value: number;
  /** Epoch ms; absent: of now. */
  at: number | null;
}

interface Family {
  name: string;
  help: string;
  samples: Sample[];
}

const PLAIN_NAME = /[^a-zA-Z0-9_]/g;
/** Endings that mean something of a family; a value out of a window is a gauge. */
const RESERVED_ENDING = /_(?:total|count|sum|bucket|info|created)$/;

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

const labelText = (labels: Sample['labels']): string =>
  labels.length === 0
    ? ''
    : `{${labels.map(([name, value]) => `${name.replace(PLAIN_NAME, '_')}="${escaped(value).replaceAll('"', '\\"')}"`).join(',')}}`;

const isFigure = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const valueFieldOf = ({ fields, meta }: Frame): FrameField | undefined =>
  fields.find(({ name, type }) => type === 'number' && name === meta?.measure);

/** Samples of a frame: one for each value over time, or one a row with the row's text columns as labels. */
const samplesOf = (frame: Frame, field: FrameField, refId: string): Sample[] => {
  const times = frame.fields.find(({ type }) => type === 'time');
  const texts = frame.fields.filter(({ type }) => type === 'string');
  return field.values.flatMap((value, row): Sample[] =>
    isFigure(value)
      ? [
          {
            labels: [
              ['ref_id', refId],
              ...Object.entries(field.labels ?? {}),
              ...texts.map(({ name, values }) => [name, String(values[row] ?? '')] as const),
            ],
            value,
            at: times === undefined ? null : Number(times.values[row]),
          },
        ]
      : []
  );
};

/** Families by measure; null when an answer holds something else than series. */
const familiesOf = (answers: readonly QueryAnswer[]): Map<string, Family> | null => {
  const families = new Map<string, Family>();
  for (const { refId, frames } of answers) {
    for (const frame of frames) {
      const field = valueFieldOf(frame);
      if (field === undefined) {
        return null;
      }
      const name = `eljefe_query_${field.name.replace(PLAIN_NAME, '_').replace(RESERVED_ENDING, '')}`;
      const family = families.get(name) ?? { name, help: field.description ?? field.name, samples: [] };
      family.samples.push(...samplesOf(frame, field, refId));
      families.set(name, family);
    }
  }
  return families;
};

const head = ({ name, help }: Family): string[] => [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} gauge`];

/** The last sample of each series: the text format holds one a series. */
const lastOfEach = (samples: readonly Sample[]): Sample[] => [
  ...new Map(samples.map((sample) => [labelText(sample.labels), sample])).values(),
];

/** OpenMetrics wants the samples of one series together, in the order of their times. */
const together = (samples: readonly Sample[]): Sample[] =>
  [...samples].sort((a, b) => {
    const [left, right] = [labelText(a.labels), labelText(b.labels)];
    return left === right ? (a.at ?? 0) - (b.at ?? 0) : left < right ? -1 : 1;
  });

/** Prometheus text 0.0.4: of each series its last value, with its time in ms. Null when the answers hold no series. */
export const prometheusOf = (answers: readonly QueryAnswer[]): string | null => {
  const families = familiesOf(answers);
  if (families === null) {
    return null;
  }
  const lines = [...families.values()].flatMap((family) => [
    ...head(family),
    ...lastOfEach(family.samples).map(
      ({ labels, value, at }) => `${family.name}${labelText(labels)} ${value}${at === null ? '' : ` ${at}`}`
    ),
  ]);
  return lines.map((line) => `${line}\n`).join('');
};

/** OpenMetrics 1.0: every value with its time in seconds, as `promtool tsdb create-blocks-from openmetrics` takes it. */
export const openMetricsOf = (answers: readonly QueryAnswer[]): string | null => {
  const families = familiesOf(answers);
  if (families === null) {
    return null;
  }
  const lines = [...families.values()].flatMap((family) => [
    ...head(family),
    ...together(family.samples).map(
      ({ labels, value, at }) => `${family.name}${labelText(labels)} ${value}${at === null ? '' : ` ${at / 1_000}`}`
    ),
  ]);
  return `${[...lines, '# EOF'].join('\n')}\n`;
};
