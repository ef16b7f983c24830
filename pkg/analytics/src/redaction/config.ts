import { OneOf } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';

const closed = { additionalProperties: false } as const;

export const PERSONAL_KINDS = ['email', 'card', 'iban', 'phone', 'ssn', 'ip'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/**
 * A pattern of one's own: a fixed beginning and what follows it. Not a regular expression, so that none can be written
 * whose matching takes for ever.
 */
export const OwnPattern = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
    prefix: Type.String({ minLength: 2, maxLength: 100 }),
    characters: OneOf(['word', 'hex', 'digits', 'base64'] as const),
    min: Type.Integer({ minimum: 1, maximum: 1_000 }),
  },
  closed
);
export type OwnPattern = Static<typeof OwnPattern>;

/** B2, T5: what is masked before it is stored. */
export const RedactionConfig = Type.Object(
  {
    secrets: Type.Boolean({ description: 'keys, tokens, passwords, private keys' }),
    personal: Type.Array(OneOf(PERSONAL_KINDS), { description: 'kinds of personal data' }),
    patterns: Type.Array(OwnPattern, { maxItems: 100 }),
    keys: Type.Array(Type.String({ minLength: 2, maxLength: 100 }), {
      description: 'attributes whose whole value is masked, beside those that name a secret',
      maxItems: 100,
    }),
  },
  closed
);
export type RedactionConfig = Static<typeof RedactionConfig>;

/**
 * Secrets, and personal data that can be told without doubt. Phone numbers and addresses look like too many other things
 * to be masked unasked.
 */
export const DEFAULT_REDACTION: RedactionConfig = {
  secrets: true,
  personal: ['email', 'card', 'iban'],
  patterns: [],
  keys: [],
};
