import { initPluginTranslations, LANGUAGES } from '@grafana/i18n';
import i18next from 'i18next';

/**
 * Sets the language before anything is drawn. Of Grafana's own texts only the English ones are published, so any other
 * language shows in the bundle alone; i18next takes a language only when it knows a text in it, hence the one given here.
 * @param language a code of Grafana's list; any other is English
 */
export async function startLanguage(language: string): Promise<void> {
  await initPluginTranslations('grafana');
  if (LANGUAGES.some(({ code }) => code === language)) {
    i18next.addResourceBundle(language, 'grafana', { language });
    await i18next.changeLanguage(language);
  }
}
