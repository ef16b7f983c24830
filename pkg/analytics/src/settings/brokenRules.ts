import { shown, type FieldProblem, type SettingName, type SettingValue } from '@eljefe/contract';

const NEEDS_THRESHOLD = new Set(['response_time', 'queue_wait', 'workflow_time']);
const OF_JOBS = new Set(['success_rate', 'timeout_rate', 'response_time', 'queue_wait', 'step_success_rate']);

const repeated = (setting: SettingName, values: readonly string[], field: string): FieldProblem[] =>
  values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [
          {
            field: `${setting}[${index}].${field}`,
            value: `${shown(value)} twice`,
            remedy: `give each its own ${field}`,
          },
        ]
  );

const objectives = (slos: SettingValue<'slos'>): FieldProblem[] =>
  slos.flatMap((slo, index) => [
    ...(NEEDS_THRESHOLD.has(slo.measure) && slo.thresholdSeconds === null
      ? [
          {
            field: `slos[${index}].thresholdSeconds`,
            value: 'nothing',
            remedy: `${slo.measure} needs the seconds that are still good`,
          },
        ]
      : []),
    ...(slo.agentType !== null && !OF_JOBS.has(slo.measure)
      ? [
          {
            field: `slos[${index}].agentType`,
            value: shown(slo.agentType),
            remedy: `${slo.measure} is of workflows: leave it out`,
          },
        ]
      : []),
  ]);

const spans = (prices: SettingValue<'prices'>): FieldProblem[] =>
  prices.flatMap(({ from, to }, index) =>
    from !== null && to !== null && to <= from
      ? [{ field: `prices[${index}].to`, value: String(to), remedy: 'give an instant after from, or leave it out' }]
      : []
  );

/** What a schema cannot say of editable settings: rules between fields and entries. */
export const brokenRules = ({
  prices = [],
  budgets = [],
  slos = [],
  values = [],
}: Partial<{ [N in SettingName]: SettingValue<N> }>): FieldProblem[] => [
  ...repeated(
    'prices',
    prices.map(({ id }) => id),
    'id'
  ),
  ...spans(prices),
  ...repeated(
    'budgets',
    budgets.map(({ name }) => name),
    'name'
  ),
  ...repeated(
    'slos',
    slos.map(({ name }) => name),
    'name'
  ),
  ...objectives(slos),
  ...repeated(
    'values',
    values.map(({ agentType }) => agentType),
    'agentType'
  ),
];
