import { t as translate } from '@grafana/i18n';

export type TextValues = Readonly<Record<string, string | number>>;

/** React escapes texts itself; i18next would do it a second time. */
const PLAIN = { interpolation: { escapeValue: false } };
/** Values are put in here: lists ask for the same sentence with other numbers each second. */
const RAW = { skipInterpolation: true };
const PLACE = /\{\{(\w+)\}\}/g;

const known = new Map<string, string>();

/** Texts are looked up once, since lists ask for the same word a thousand times. */
export const forgetTexts = (): void => known.clear();

const lookUp = (key: string, text: string): string => {
  const found = known.get(key);
  if (found !== undefined) {
    return found;
  }
  const looked = translate(key, text, RAW);
  known.set(key, looked);
  return looked;
};

const fill = (text: string, values: TextValues): string =>
  text.replace(PLACE, (place, name: string) => String(values[name] ?? place));

/**
 * The text of a key in the user's language. Key and text are literals, since `npm run generate` reads them from the code;
 * never call it while a module loads, when no language is known yet.
 * @param key dotted path, first the folder: `agentgrid.toolbar.sort`
 * @param text the English text, with `{{name}}` where a value stands
 */
export const t = (key: string, text: string, values?: TextValues): string =>
  values === undefined ? lookUp(key, text) : fill(lookUp(key, text), values);

/**
 * A text that counts something; `{{count}}` stands for the number.
 * @param forms the English forms for one and for any other number
 */
export const tCount = (
  key: string,
  forms: { one: string; other: string },
  values: TextValues & { count: number }
): string => translate(key, forms.other, { ...values, defaultValue_one: forms.one, ...PLAIN });
