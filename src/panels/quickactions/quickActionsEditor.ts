import { type PanelOptionsEditorBuilder } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { DEFAULT_OPTIONS, type QuickActionsOptions } from './quickActions.options';

/** Options of the panel's editor. */
export const addQuickActionsOptions = (builder: PanelOptionsEditorBuilder<QuickActionsOptions>): void => {
  builder
    .addBooleanSwitch({
      path: 'showControls',
      name: t('quickactions.option.controls', 'Controls'),
      description: t(
        'quickactions.option.controlsHint',
        'Pause all, resume and scale: off in this version, shown with the reason.'
      ),
      defaultValue: DEFAULT_OPTIONS.showControls,
    })
    .addTextInput({
      path: 'debugUrl',
      name: t('quickactions.option.debug', 'Debug leads to'),
      description: t(
        'quickactions.option.debugHint',
        'Address of a dashboard; time range and variables go along. Empty: Explore with this panel’s query.'
      ),
      defaultValue: DEFAULT_OPTIONS.debugUrl,
      settings: { placeholder: '/d/eljefe-agent' },
    });
};
