import { t } from '../i18n/t';

/**
 * What is wrong with a base address.
 * @returns a sentence that says what to enter; null when it is empty or right
 */
export const addressProblem = (text: string): string | null => {
  if (text === '') {
    return null;
  }
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return t('core.address.scheme', 'Enter an address with http:// or https://, for example http://localhost:4319.');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return t('core.address.http', 'Use http:// or https://.');
  }
  if (url.username !== '' || url.password !== '') {
    return t(
      'core.address.secret',
      'Leave name and password out of the address: everybody could read them. Use the token.'
    );
  }
  return url.search === '' && url.hash === '' ? null : t('core.address.query', 'Leave out everything after ? and #.');
};

/** The address without spaces around it and slashes at its end: routes add their own. */
export const tidyAddress = (text: string): string => text.trim().replace(/\/+$/, '');
