/** B2, T5: secrets and personal data leave a text before it is stored. */
export { DEFAULT_REDACTION, PERSONAL_KINDS, RedactionConfig } from './config';
export { createRedaction, createRedactor, type Redaction } from './createRedactor';
export { type Finding } from './finder';
