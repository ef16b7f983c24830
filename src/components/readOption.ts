/** A saved word of a fixed list; anything else is the fallback. */
export const oneOf = <T extends string>(words: readonly T[], value: unknown, fallback: T): T =>
  words.find((word) => word === value) ?? fallback;

/** A saved text; anything else is the fallback. */
export const textOf = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);

/** A saved switch; anything else is the fallback. */
export const switchOf = (value: unknown, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback);

/** A saved number, also one written as text, of at least `least`; anything else is the fallback. */
export const numberOf = (value: unknown, { fallback, least }: { fallback: number; least: number }): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.max(least, number) : fallback;
};
