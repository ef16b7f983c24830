import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { DEFAULT_OPTIONS, GROUPINGS, VIEWS, type Grouping, type PipelineOptions, type View } from './pipeline.options';

const VIEW_TEXT: Readonly<Record<View, string>> = {
  get auto() {
    return t('pipeline.view.auto', 'Graph, or a line when narrow');
  },
  get graph() {
    return t('pipeline.view.graph', 'Graph');
  },
  get line() {
    return t('pipeline.view.line', 'Line');
  },
  get table() {
    return t('pipeline.view.table', 'Table');
  },
};

const GROUPING_TEXT: Readonly<Record<Grouping, string>> = {
  get auto() {
    return t('pipeline.groupBy.auto', 'As the data tell');
  },
  get phase() {
    return t('pipeline.groupBy.phase', 'By phase');
  },
  get parallel() {
    return t('pipeline.groupBy.parallel', 'By parallel group');
  },
  get agent_type() {
    return t('pipeline.groupBy.agentType', 'By agent type');
  },
  get none() {
    return t('pipeline.groupBy.none', 'No groups');
  },
};

/** Options of the panel's editor. */
export const addPipelineOptions = (builder: PanelOptionsEditorBuilder<PipelineOptions>): void => {
  builder
    .addTextInput({
      path: 'session',
      name: t('pipeline.option.session', 'Session'),
      description: t(
        'pipeline.option.sessionHint',
        'Id of the session, may hold variables. Empty: what the URL says, else what needs a person first.'
      ),
      defaultValue: DEFAULT_OPTIONS.session,
      settings: { placeholder: '$session' },
    })
    .addSelect({
      path: 'view',
      name: t('pipeline.option.view', 'View'),
      description: t('pipeline.option.viewHint', 'The reader can always turn to the table.'),
      defaultValue: DEFAULT_OPTIONS.view,
      settings: { options: VIEWS.map((value) => ({ value, label: VIEW_TEXT[value] })) },
    })
    .addSelect({
      path: 'groupBy',
      name: t('pipeline.option.fold', 'Fold'),
      defaultValue: DEFAULT_OPTIONS.groupBy,
      settings: { options: GROUPINGS.map((value) => ({ value, label: GROUPING_TEXT[value] })) },
    })
    .addNumberInput({
      path: 'foldAbove',
      name: t('pipeline.option.foldAbove', 'Folded at first above (steps)'),
      defaultValue: DEFAULT_OPTIONS.foldAbove,
      settings: { min: 1, integer: true },
    })
    .addBooleanSwitch({
      path: 'showChooser',
      name: t('pipeline.option.chooser', 'List of sessions'),
      defaultValue: DEFAULT_OPTIONS.showChooser,
    })
    .addTextInput({
      path: 'sessionUrl',
      name: t('panels.option.sessionUrl', 'Session dashboard'),
      description: t(
        'pipeline.option.sessionUrlHint',
        'Where a step leads; session, time range and variables go along.'
      ),
      defaultValue: DEFAULT_OPTIONS.sessionUrl,
      settings: { placeholder: '/d/eljefe-session' },
    })
    .addTextInput({
      path: 'agentUrl',
      name: t('panels.option.agentUrl', 'Agent dashboard'),
      defaultValue: DEFAULT_OPTIONS.agentUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    });
};
