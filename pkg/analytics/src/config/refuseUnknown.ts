import { type TSchema } from '@sinclair/typebox';

import { ConfigError } from './ConfigError';
import { didYouMean } from './suggest';

/** @throws ConfigError naming every key the schema does not know, with the nearest one it does */
export const refuseUnknown = (
  at: { path: string; schema: TSchema; origin: string },
  value: Record<string, unknown>
): void => {
  const known = Object.keys(at.schema.properties ?? {});
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    const where = at.path ? ` under ${at.path}` : '';
    throw new ConfigError(
      unknown.map((key) => `${at.origin}: unknown key ${JSON.stringify(key)}${where}; ${didYouMean(key, known)}`)
    );
  }
};
