import { type ErrorCategory } from '@eljefe/contract';

import { t } from '../i18n/t';

const HINTS: Readonly<Record<ErrorCategory, string>> = {
  get timeout() {
    return t(
      'core.hint.timeout',
      'It ran past its limit. See whether the model or a tool is slow, then retry or raise the limit.'
    );
  },
  get rate_limit() {
    return t('core.hint.rateLimit', 'The provider is limiting calls. Run fewer agents at once, or wait and retry.');
  },
  get quota() {
    return t('core.hint.quota', 'The account has no quota left. Raise it with the provider, or move to another model.');
  },
  get auth() {
    return t('core.hint.auth', 'The credentials were refused. Check or renew the key, then retry.');
  },
  get dependency() {
    return t('core.hint.dependency', 'Something it relies on is not working. Check that service first, then retry.');
  },
  get network() {
    return t('core.hint.network', 'The connection failed. Check the network and the provider’s status, then retry.');
  },
  get context_overflow() {
    return t(
      'core.hint.context',
      'The input is longer than the model takes. Shorten it, or use a model with a longer context.'
    );
  },
  get truncated() {
    return t('core.hint.truncated', 'The output was cut off. Raise the output limit, or split the task.');
  },
  get content_filter() {
    return t('core.hint.filter', 'The provider’s content filter stopped it. Look at the input before any retry.');
  },
  get tool_error() {
    return t('core.hint.tool', 'A tool it called failed. Look at the tool’s last call, then retry.');
  },
  get cancelled() {
    return t('core.hint.cancelled', 'It was cancelled. Find out by whom before starting it again.');
  },
  get rejected() {
    return t('core.hint.rejected', 'A person or a check rejected the result. Read the reason before a retry.');
  },
  get unknown() {
    return t('core.hint.unknown', 'The cause was not recognised. Read the message and the last events of this agent.');
  },
};

const isCategory = (word: string): word is ErrorCategory => Object.hasOwn(HINTS, word);

/** @returns one safe next step for an error category, or null for a word that is none */
export const errorHint = (category: string | null): string | null =>
  category !== null && isCategory(category) ? HINTS[category] : null;
