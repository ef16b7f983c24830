import { type Frame } from '@eljefe/contract';

import { type BudgetStatus } from '../../budgets/budgetStatus';
import { type SloStatus } from '../../slo/sloStatus';
import { frameOf } from '../frames';

/** `budgets`: each subject of each budget, what it spent of what it may. */
export const budgetsFrame = (statuses: readonly BudgetStatus[]): Frame =>
  frameOf('budgets', statuses, [
    { name: 'budget', type: 'string', value: ({ name }) => name },
    { name: 'by', type: 'string', value: ({ by }) => by },
    { name: 'subject', type: 'string', value: ({ value }) => value },
    { name: 'period', type: 'string', value: ({ period }) => period },
    { name: 'from', type: 'time', value: ({ from }) => from },
    { name: 'to', type: 'time', value: ({ to }) => to },
    { name: 'limit', type: 'number', unit: 'currencyUSD', value: ({ limitUsd }) => limitUsd },
    {
      name: 'spent',
      type: 'number',
      unit: 'currencyUSD',
      value: ({ endedUsd, inFlightUsd }) => endedUsd + inFlightUsd,
    },
    { name: 'in_flight', type: 'number', unit: 'currencyUSD', value: ({ inFlightUsd }) => inFlightUsd },
    { name: 'in_flight_jobs', type: 'number', unit: 'short', value: ({ inFlightJobs }) => inFlightJobs },
    {
      name: 'in_flight_unknown',
      type: 'number',
      unit: 'short',
      description: 'running jobs that do not tell their cost so far',
      value: ({ inFlightUnknown }) => inFlightUnknown,
    },
    { name: 'unpriced_jobs', type: 'number', unit: 'short', value: ({ unpricedJobs }) => unpricedJobs },
    { name: 'ratio', type: 'number', unit: 'percentunit', min: 0, value: ({ ratio }) => ratio },
    { name: 'level', type: 'string', value: ({ level }) => level },
  ]);

/** `budgets` with format `slo`: objectives and their error budgets. */
export const slosFrame = (statuses: readonly SloStatus[]): Frame =>
  frameOf('slos', statuses, [
    { name: 'slo', type: 'string', value: ({ slo }) => slo.name },
    { name: 'measure', type: 'string', value: ({ slo }) => slo.measure },
    { name: 'target', type: 'number', unit: 'percentunit', value: ({ slo }) => slo.target },
    { name: 'window_days', type: 'number', unit: 'd', value: ({ slo }) => slo.windowDays },
    { name: 'attainment', type: 'number', unit: 'percentunit', value: ({ attainment }) => attainment },
    { name: 'met', type: 'boolean', value: ({ met }) => met },
    { name: 'events', type: 'number', unit: 'short', value: ({ total }) => total },
    { name: 'bad', type: 'number', unit: 'short', value: ({ bad }) => bad },
    { name: 'budget_remaining', type: 'number', unit: 'percentunit', value: ({ budgetRemaining }) => budgetRemaining },
    {
      name: 'burning',
      type: 'string',
      description: 'page, ticket or nothing',
      value: ({ burns }) => burns.find(({ burning }) => burning)?.severity ?? '',
    },
    ...[0, 1, 2].map((index) => ({
      name: `burn_${['1h', '6h', '3d'][index]}`,
      type: 'number' as const,
      unit: 'short',
      value: ({ burns }: SloStatus) => burns[index]?.longBurn ?? null,
    })),
  ]);
