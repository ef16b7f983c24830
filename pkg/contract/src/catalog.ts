import { Type, type Static } from '@sinclair/typebox';

import { Nullable, OneOf } from './schema';

/** What the registry says of one measure: everything but how it is computed. */
export const MeasureInfo = Type.Object(
  {
    id: Type.String({ description: 'feature id, e.g. A1.1' }),
    name: Type.String({ description: 'snake_case name, unique' }),
    title: Type.String(),
    unit: OneOf([
      'ratio',
      'seconds',
      'usd',
      'tokens',
      'count',
      'score',
      'bytes',
      'percent',
      'per_hour',
      'per_1000_tokens',
    ] as const),
    definition: Type.String(),
    dimensions: Type.Array(Type.String()),
    statistics: Type.Array(Type.String()),
    target: Nullable(Type.Object({ op: OneOf(['>', '<'] as const), value: Type.Number() })),
    better: OneOf(['higher', 'lower', 'neither'] as const),
    prometheus: Nullable(Type.String()),
    absent_hint: Type.String({ description: 'how to supply it, shown where there is no data' }),
    how: Type.Optional(Type.String({ description: 'how it is computed: from which rows, live state or samples' })),
  },
  { $id: 'MeasureInfo' }
);
export type MeasureInfo = Static<typeof MeasureInfo>;

export const CatalogValue = Type.Object({
  value: Nullable(Type.Number()),
  count: Nullable(Type.Number()),
  reason: Nullable(Type.String()),
});

export const Catalog = Type.Object(
  {
    measures: Type.Array(Type.Composite([MeasureInfo, Type.Object({ current: Type.Optional(CatalogValue) })])),
  },
  { $id: 'Catalog' }
);
export type Catalog = Static<typeof Catalog>;
