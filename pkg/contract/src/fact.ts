import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Id, OneOf } from './schema';

export const FACT_KINDS = [
  'job',
  'session',
  'phase',
  'resource',
  'mark',
  'feedback',
  'event',
  'source',
  'action',
] as const;

/**
 * What was learned, once: never changed after it is stored. Jobs and sessions are folds over facts.
 * `id` is made from the content, so that the same news told twice is one fact.
 */
export const Fact = Type.Object(
  {
    id: Id,
    time: EpochMs,
    received: EpochMs,
    source: Id,
    kind: OneOf(FACT_KINDS),
    subject: Type.String({ maxLength: 512 }),
    attributes: Type.Record(Type.String(), Type.Unknown()),
  },
  { $id: 'Fact' }
);
export type Fact = Static<typeof Fact>;
export type FactKind = (typeof FACT_KINDS)[number];
