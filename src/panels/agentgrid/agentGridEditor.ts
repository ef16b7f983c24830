import { type PanelOptionsEditorBuilder, type SelectableValue } from '@grafana/data';

import { DEFAULT_OPTIONS, type AgentGridOptions } from './agentGrid.options';
import { GROUPING_TEXT, SORT_TEXT } from './agentGrid.text';
import { COLUMNS, GROUPINGS, SORT_KEYS, type Column } from './agentGrid.types';

const COLUMN_TEXT: Readonly<Record<Column, string>> = {
  type: 'Agent type',
  task: 'Task and step',
  progress: 'Progress or time',
  resources: 'Resources',
  tokens: 'Tokens',
  cost: 'Cost',
  model: 'Model',
  age: 'Age of last news',
};

/** Grafana 12 and 13 type a multi-select's choices differently; the plain type fits both. */
const COLUMN_CHOICES: SelectableValue[] = COLUMNS.map((value) => ({ value, label: COLUMN_TEXT[value] }));

/** Options of the panel's editor. Readers may choose layout, density and groups over them for themselves. */
export const addAgentGridOptions = (builder: PanelOptionsEditorBuilder<AgentGridOptions>): void => {
  builder
    .addRadio({
      path: 'layout',
      name: 'Layout',
      description: 'A table that is too narrow becomes a list of cards.',
      defaultValue: DEFAULT_OPTIONS.layout,
      settings: {
        options: [
          { value: 'cards', label: 'Cards' },
          { value: 'table', label: 'Table' },
        ],
      },
    })
    .addRadio({
      path: 'density',
      name: 'Density',
      defaultValue: DEFAULT_OPTIONS.density,
      settings: {
        options: [
          { value: 'comfortable', label: 'Comfortable' },
          { value: 'compact', label: 'Compact' },
        ],
      },
    })
    .addSelect({
      path: 'groupBy',
      name: 'Group by',
      defaultValue: DEFAULT_OPTIONS.groupBy,
      settings: { options: GROUPINGS.map((value) => ({ value, label: GROUPING_TEXT[value] })) },
    })
    .addSelect({
      path: 'sortBy',
      name: 'Order',
      defaultValue: DEFAULT_OPTIONS.sortBy,
      settings: { options: SORT_KEYS.map((value) => ({ value, label: SORT_TEXT[value] })) },
    })
    .addMultiSelect({
      path: 'columns',
      name: 'Shown',
      description: 'Status and name are always shown. What no agent reports takes no room.',
      defaultValue: DEFAULT_OPTIONS.columns,
      settings: { options: COLUMN_CHOICES },
    })
    .addBooleanSwitch({ path: 'showSummary', name: 'Summary line', defaultValue: DEFAULT_OPTIONS.showSummary })
    .addBooleanSwitch({ path: 'showFilterBar', name: 'Filter bar', defaultValue: DEFAULT_OPTIONS.showFilterBar })
    .addNumberInput({
      path: 'staleAfterSeconds',
      name: 'Stale after (seconds)',
      description: 'Age of the last news after which an agent is called stale. 0 leaves it to the data source.',
      defaultValue: DEFAULT_OPTIONS.staleAfterSeconds,
      settings: { min: 0, integer: true },
    })
    .addTextInput({
      path: 'agentUrl',
      name: 'Agent dashboard',
      description: 'Where a click on an agent leads; the agent, time range and variables go along.',
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    })
    .addTextInput({
      path: 'sessionUrl',
      name: 'Session dashboard',
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    });
};
