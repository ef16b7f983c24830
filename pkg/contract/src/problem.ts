import { Type, type Static } from '@sinclair/typebox';

/** One thing wrong with an input: which field, what it held, what to do. */
export const FieldProblem = Type.Object(
  {
    field: Type.String({ description: 'JSON pointer or dotted path of the field' }),
    value: Type.String({ description: 'what was found, shortened' }),
    remedy: Type.String({ description: 'what to send instead' }),
  },
  { $id: 'FieldProblem' }
);
export type FieldProblem = Static<typeof FieldProblem>;

/** RFC 9457 problem document; every error of the service has this shape. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
    problems: Type.Optional(Type.Array(FieldProblem)),
    retry_after_seconds: Type.Optional(Type.Number()),
  },
  { $id: 'Problem' }
);
export type Problem = Static<typeof Problem>;
