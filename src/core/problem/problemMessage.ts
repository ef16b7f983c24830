import { type Problem } from '@eljefe/contract';

/** A problem document as one message: what is wrong, and what to send instead. */
export const problemMessage = ({ title, detail, problems, retry_after_seconds }: Problem): string =>
  [
    detail || title,
    ...(problems ?? []).map(({ field, value, remedy }) => `${field}: found ${value}; ${remedy}.`),
    retry_after_seconds === undefined ? '' : `Try again in ${Math.ceil(retry_after_seconds)} s.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
