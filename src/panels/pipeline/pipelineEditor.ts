import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { DEFAULT_OPTIONS, GROUPINGS, VIEWS, type Grouping, type PipelineOptions, type View } from './pipeline.options';

const VIEW_TEXT: Readonly<Record<View, string>> = {
  auto: 'Graph, or a line when narrow',
  graph: 'Graph',
  line: 'Line',
  table: 'Table',
};

const GROUPING_TEXT: Readonly<Record<Grouping, string>> = {
  auto: 'As the data tell',
  phase: 'By phase',
  parallel: 'By parallel group',
  agent_type: 'By agent type',
  none: 'No groups',
};

/** Options of the panel's editor. */
export const addPipelineOptions = (builder: PanelOptionsEditorBuilder<PipelineOptions>): void => {
  builder
    .addTextInput({
      path: 'session',
      name: 'Session',
      description: 'Id of the session, may hold variables. Empty: what the URL says, else what needs a person first.',
      defaultValue: DEFAULT_OPTIONS.session,
      settings: { placeholder: '$session' },
    })
    .addSelect({
      path: 'view',
      name: 'View',
      description: 'The reader can always turn to the table.',
      defaultValue: DEFAULT_OPTIONS.view,
      settings: { options: VIEWS.map((value) => ({ value, label: VIEW_TEXT[value] })) },
    })
    .addSelect({
      path: 'groupBy',
      name: 'Fold',
      defaultValue: DEFAULT_OPTIONS.groupBy,
      settings: { options: GROUPINGS.map((value) => ({ value, label: GROUPING_TEXT[value] })) },
    })
    .addNumberInput({
      path: 'foldAbove',
      name: 'Folded at first above (steps)',
      defaultValue: DEFAULT_OPTIONS.foldAbove,
      settings: { min: 1, integer: true },
    })
    .addBooleanSwitch({ path: 'showChooser', name: 'List of sessions', defaultValue: DEFAULT_OPTIONS.showChooser })
    .addTextInput({
      path: 'sessionUrl',
      name: 'Session dashboard',
      description: 'Where a step leads; session, time range and variables go along.',
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    })
    .addTextInput({
      path: 'agentUrl',
      name: 'Agent dashboard',
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    });
};
