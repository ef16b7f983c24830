import { createHash } from 'node:crypto';

/** An id made of the content: the same news told twice has one id. 128 bits of SHA-256, as base64url. */
export const factId = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest().subarray(0, 16).toString('base64url');
