/** A last-writer-wins register: a value and the instant (epoch ms) it speaks of. */
export interface Register<T> {
  v: T;
  s: number;
}

const canonical = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Which of two values told for the same instant stands: the larger number, else the later text. Any fixed order would do; it only has to be the same for every order of arrival. */
const tieBreak = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' ? b > a : canonical(b) > canonical(a);

/**
 * Joins two registers: commutative, associative, idempotent, so that repeated and late news give the same result.
 * @returns the register that stands; the very object `a` when `b` teaches nothing
 */
export const joinRegister = <T>(a: Register<T> | undefined, b: Register<T>): Register<T> => {
  if (a === undefined || b.s > a.s || (b.s === a.s && tieBreak(a.v, b.v))) {
    return b;
  }
  return a;
};
