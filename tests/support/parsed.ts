import { parse, problemText } from '@eljefe/contract';
import { type Static, type TSchema } from '@sinclair/typebox';

/** The value, typed; or a failure that names file, field, value and remedy. */
export const parsed = <T extends TSchema>(schema: T, value: unknown, what: string): Static<T> => {
  const result = parse(schema, value);
  if (!result.ok) {
    throw new Error(`${what}: ${problemText(result.problems)}`);
  }
  return result.value;
};
