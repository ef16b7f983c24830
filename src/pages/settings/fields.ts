import { BUDGET_PERIODS, BUDGET_SCOPES, SLO_MEASURES, type SettingName } from '@eljefe/contract';

import { t } from '../../core/i18n/t';

/** One field of an entry, as the form shows it. */
export interface SettingField {
  key: string;
  label: string;
  kind: 'text' | 'number' | 'date' | 'choice';
  /** May stay empty: then it is null. */
  optional?: boolean;
  choices?: readonly string[];
  hint?: string;
}

const budgetFields = (): SettingField[] => [
  { key: 'name', label: t('pages.settings.name', 'Name'), kind: 'text' },
  {
    key: 'by',
    label: t('pages.settings.budget-by', 'For'),
    kind: 'choice',
    choices: BUDGET_SCOPES,
  },
  {
    key: 'value',
    label: t('pages.settings.budget-value', 'Which one'),
    kind: 'text',
    optional: true,
    hint: t('pages.settings.budget-value-hint', 'Empty: each has this budget.'),
  },
  { key: 'limitUsd', label: t('pages.settings.budget-limit', 'Limit, USD'), kind: 'number' },
  {
    key: 'period',
    label: t('pages.settings.budget-period', 'In each'),
    kind: 'choice',
    choices: BUDGET_PERIODS,
  },
];

const sloFields = (): SettingField[] => [
  { key: 'name', label: t('pages.settings.name', 'Name'), kind: 'text' },
  {
    key: 'measure',
    label: t('pages.settings.slo-measure', 'Measure'),
    kind: 'choice',
    choices: SLO_MEASURES,
  },
  { key: 'target', label: t('pages.settings.slo-target', 'Share that is to be good, 0 to 1'), kind: 'number' },
  { key: 'windowDays', label: t('pages.settings.slo-days', 'Over how many days'), kind: 'number' },
  {
    key: 'thresholdSeconds',
    label: t('pages.settings.slo-threshold', 'Good is at most, seconds'),
    kind: 'number',
    optional: true,
    hint: t('pages.settings.slo-threshold-hint', 'For times only.'),
  },
  { key: 'agentType', label: t('pages.settings.slo-agent', 'Of this agent type'), kind: 'text', optional: true },
  { key: 'workflow', label: t('pages.settings.slo-workflow', 'Of this workflow'), kind: 'text', optional: true },
];

const priceFields = (): SettingField[] => [
  { key: 'id', label: t('pages.settings.price-id', 'Name of this price'), kind: 'text' },
  { key: 'provider', label: t('pages.settings.price-provider', 'Provider'), kind: 'text', optional: true },
  {
    key: 'model',
    label: t('pages.settings.price-model', 'Model'),
    kind: 'text',
    hint: t('pages.settings.price-model-hint', 'May hold *.'),
  },
  { key: 'from', label: t('pages.settings.price-from', 'From'), kind: 'date', optional: true },
  { key: 'to', label: t('pages.settings.price-to', 'Until'), kind: 'date', optional: true },
  { key: 'input', label: t('pages.settings.price-input', 'Input, USD a million tokens'), kind: 'number' },
  { key: 'output', label: t('pages.settings.price-output', 'Output, USD a million tokens'), kind: 'number' },
  {
    key: 'cache_read',
    label: t('pages.settings.price-cache-read', 'Cache read, USD a million tokens'),
    kind: 'number',
    optional: true,
  },
  {
    key: 'cache_write',
    label: t('pages.settings.price-cache-write', 'Cache write, USD a million tokens'),
    kind: 'number',
    optional: true,
  },
  {
    key: 'cache_write_1h',
    label: t('pages.settings.price-cache-hour', 'Cache write for an hour, USD a million tokens'),
    kind: 'number',
    optional: true,
  },
  { key: 'note', label: t('pages.settings.price-note', 'Why'), kind: 'text' },
  { key: 'author', label: t('pages.settings.price-author', 'Who says so'), kind: 'text' },
];

const valueFields = (): SettingField[] => [
  {
    key: 'agentType',
    label: t('pages.settings.value-agent', 'Agent type'),
    kind: 'text',
    hint: t('pages.settings.value-agent-hint', '* for every type not named.'),
  },
  { key: 'minutesSaved', label: t('pages.settings.value-minutes', 'Minutes a task saves'), kind: 'number' },
  { key: 'hourlyRateUsd', label: t('pages.settings.value-rate', 'What an hour costs, USD'), kind: 'number' },
];

/** Fields of an entry of each setting. */
export const fieldsOf = (name: SettingName): SettingField[] => {
  switch (name) {
    case 'budgets':
      return budgetFields();
    case 'slos':
      return sloFields();
    case 'prices':
      return priceFields();
    case 'values':
      return valueFields();
  }
};
