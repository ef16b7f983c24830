import { Type, type TSchema } from '@sinclair/typebox';

/** A value the data may not give: present as `null`, never as 0 and never left out of an answer. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A field an input may leave out or send as `null`; both mean absent. */
export const Maybe = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

/** Instant in an answer: milliseconds since the epoch, UTC. */
export const EpochMs = Type.Number({ minimum: -8.64e15, maximum: 8.64e15, description: 'epoch milliseconds, UTC' });

/** Instant in an input: RFC 3339 text (with or without a zone) or epoch milliseconds. */
export const InputTime = Type.Union([Type.String({ maxLength: 64 }), Type.Number()], {
  description: 'RFC 3339 or epoch milliseconds; a text without a zone is read in the source zone',
});

/** A count of tokens, words, retries …: a whole number that JavaScript holds exactly. */
export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const Ratio = Type.Number({ minimum: 0, maximum: 1 });

export const Usd = Type.Number({ minimum: 0, maximum: 1e12 });

export const Seconds = Type.Number({ minimum: 0, maximum: 1e10 });

/** Ids and names are bounded: they become keys, labels and path parts. */
export const Id = Type.String({ minLength: 1, maxLength: 512 });

export const Text = Type.String({ maxLength: 20_000 });

export const Labels = Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 2_000 }));

/** One of several words, as a union of literals (draft 2020-12 `anyOf` of `const`). */
export const OneOf = <const T extends readonly string[]>(words: T, description?: string) =>
  Type.Unsafe<T[number]>(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      description ? { description } : {}
    )
  );
