import { t } from '../i18n/t';

/**
 * Names the first of a list and counts the rest.
 * @returns for example `a, b, c and 4 more`
 */
export const someOf = (names: readonly string[], most = 10): string =>
  names.length <= most
    ? names.join(', ')
    : t('core.andMore', '{{names}} and {{count}} more', {
        names: names.slice(0, most).join(', '),
        count: names.length - most,
      });
