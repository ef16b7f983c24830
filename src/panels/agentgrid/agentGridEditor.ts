import { type PanelOptionsEditorBuilder, type SelectableValue } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { DEFAULT_OPTIONS, type AgentGridOptions } from './agentGrid.options';
import { GROUPING_TEXT, SORT_TEXT } from './agentGrid.text';
import { COLUMNS, GROUPINGS, SORT_KEYS, type Column } from './agentGrid.types';

const COLUMN_TEXT: Readonly<Record<Column, string>> = {
  get type() {
    return t('agentgrid.column.type', 'Agent type');
  },
  get task() {
    return t('agentgrid.head.task', 'Task and step');
  },
  get progress() {
    return t('agentgrid.head.progress', 'Progress or time');
  },
  get resources() {
    return t('agentgrid.head.resources', 'Resources');
  },
  get tokens() {
    return t('agentgrid.head.tokens', 'Tokens');
  },
  get cost() {
    return t('agentgrid.head.cost', 'Cost');
  },
  get model() {
    return t('agentgrid.head.model', 'Model');
  },
  get age() {
    return t('agentgrid.column.age', 'Age of last news');
  },
};

/** Grafana 12 and 13 type a multi-select's choices differently; the plain type fits both. */
const columnChoices = (): SelectableValue[] => COLUMNS.map((value) => ({ value, label: COLUMN_TEXT[value] }));

/** Options of the panel's editor. Readers may choose layout, density and groups over them for themselves. */
export const addAgentGridOptions = (builder: PanelOptionsEditorBuilder<AgentGridOptions>): void => {
  builder
    .addRadio({
      path: 'layout',
      name: t('agentgrid.toolbar.layout', 'Layout'),
      description: t('agentgrid.option.layoutHint', 'A table that is too narrow becomes a list of cards.'),
      defaultValue: DEFAULT_OPTIONS.layout,
      settings: {
        options: [
          { value: 'cards', label: t('agentgrid.layout.cards', 'Cards') },
          { value: 'table', label: t('agentgrid.layout.table', 'Table') },
        ],
      },
    })
    .addRadio({
      path: 'density',
      name: t('panels.density.name', 'Density'),
      defaultValue: DEFAULT_OPTIONS.density,
      settings: {
        options: [
          { value: 'comfortable', label: t('panels.density.comfortable', 'Comfortable') },
          { value: 'compact', label: t('panels.density.compact', 'Compact') },
        ],
      },
    })
    .addSelect({
      path: 'groupBy',
      name: t('agentgrid.option.groupBy', 'Group by'),
      defaultValue: DEFAULT_OPTIONS.groupBy,
      settings: { options: GROUPINGS.map((value) => ({ value, label: GROUPING_TEXT[value] })) },
    })
    .addSelect({
      path: 'sortBy',
      name: t('agentgrid.toolbar.order', 'Order'),
      defaultValue: DEFAULT_OPTIONS.sortBy,
      settings: { options: SORT_KEYS.map((value) => ({ value, label: SORT_TEXT[value] })) },
    })
    .addMultiSelect({
      path: 'columns',
      name: t('agentgrid.option.columns', 'Shown'),
      description: t(
        'agentgrid.option.columnsHint',
        'Status and name are always shown. What no agent reports takes no room.'
      ),
      defaultValue: DEFAULT_OPTIONS.columns,
      settings: { options: columnChoices() },
    })
    .addBooleanSwitch({
      path: 'showSummary',
      name: t('agentgrid.option.summary', 'Summary line'),
      defaultValue: DEFAULT_OPTIONS.showSummary,
    })
    .addBooleanSwitch({
      path: 'showFilterBar',
      name: t('panels.option.filterBar', 'Filter bar'),
      defaultValue: DEFAULT_OPTIONS.showFilterBar,
    })
    .addNumberInput({
      path: 'staleAfterSeconds',
      name: t('agentgrid.option.stale', 'Stale after (seconds)'),
      description: t(
        'agentgrid.option.staleHint',
        'Age of the last news after which an agent is called stale. 0 leaves it to the data source.'
      ),
      defaultValue: DEFAULT_OPTIONS.staleAfterSeconds,
      settings: { min: 0, integer: true },
    })
    .addTextInput({
      path: 'agentUrl',
      name: t('panels.option.agentUrl', 'Agent dashboard'),
      description: t(
        'agentgrid.option.agentUrlHint',
        'Where a click on an agent leads; the agent, time range and variables go along.'
      ),
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    })
    .addTextInput({
      path: 'sessionUrl',
      name: t('panels.option.sessionUrl', 'Session dashboard'),
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    });
};
