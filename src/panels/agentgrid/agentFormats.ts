import { formattedValueToString, getValueFormat, type DataFrame, type Field } from '@grafana/data';

type Format = (value: number) => string;

/** How the numbers of a row are written: the reader's own field options where there are any, else plain units. */
export interface AgentFormats {
  cpu: Format;
  memory: Format;
  gpu: Format;
  tokens: Format;
  cost: Format;
}

const withUnit =
  (unit: string, decimals?: number): Format =>
  (value) =>
    formattedValueToString(getValueFormat(unit)(value, decimals));

/** Cents matter below a dollar, and parts of a cent below one. */
const money: Format = (value) => withUnit('currencyUSD', value === 0 || value >= 1 ? 2 : value >= 0.01 ? 3 : 4)(value);

const DEFAULTS: AgentFormats = {
  cpu: withUnit('percent', 0),
  memory: withUnit('bytes', 1),
  gpu: withUnit('percent', 0),
  tokens: withUnit('short', 1),
  cost: money,
};

const FIELDS: Readonly<Record<keyof AgentFormats, string>> = {
  cpu: 'cpu_percent',
  memory: 'memory_bytes',
  gpu: 'gpu_percent',
  tokens: 'tokens_used',
  cost: 'total_cost',
};

const fieldOf = (series: readonly DataFrame[], name: string): Field | undefined =>
  series.flatMap((frame) => frame.fields).find((field) => field.name === name);

const isConfigured = ({ config, display }: Field): boolean =>
  display !== undefined &&
  (config.decimals !== undefined || (config.mappings?.length ?? 0) > 0 || config.unit !== undefined);

/** @returns a text that changes when the field options that concern the formats change */
export const formatsSignature = (series: readonly DataFrame[]): string =>
  JSON.stringify(
    Object.values(FIELDS).map((name) => {
      const config = fieldOf(series, name)?.config;
      return [config?.unit, config?.decimals, config?.mappings];
    })
  );

/** @returns formats for the frames' numbers */
export const agentFormats = (series: readonly DataFrame[]): AgentFormats => {
  const formatOf = (key: keyof AgentFormats): Format => {
    const field = fieldOf(series, FIELDS[key]);
    const { display } = field ?? {};
    const useOwn = key === 'cost' && field?.config.decimals === undefined && !field?.config.mappings?.length;
    return field && display && isConfigured(field) && !useOwn
      ? (value) => formattedValueToString(display(value))
      : DEFAULTS[key];
  };
  return {
    cpu: formatOf('cpu'),
    memory: formatOf('memory'),
    gpu: formatOf('gpu'),
    tokens: formatOf('tokens'),
    cost: formatOf('cost'),
  };
};
