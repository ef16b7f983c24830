import { initPluginTranslations, type ResourceLoader } from '@grafana/i18n';

import { APP_ID } from '../constants';
import { forgetTexts } from '../core/i18n/t';

/** English stands in the code; any other language comes as a chunk of its own when it is wanted. */
const loadTexts: ResourceLoader = async (language) =>
  language === 'de-DE' ? (await import('./de-DE/eljefe-observability-app.json')).default : {};

/**
 * Readies the texts before a module shows any. Grafana itself reads `locales/` for the app alone, which a dashboard
 * never loads, so data source and panels share the app's texts by this loader.
 */
export const initTranslations = async (): Promise<void> => {
  await initPluginTranslations(APP_ID, [loadTexts]);
  forgetTexts();
};
