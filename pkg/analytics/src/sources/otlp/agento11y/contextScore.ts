import { factId } from '../../../domain/factId';
import { type Json } from './fields';

/** Keys of a step's state with a hash of each value. */
export type StateHashes = ReadonlyMap<string, string>;

export const hashState = (state: Json): StateHashes =>
  new Map(Object.entries(state).map(([key, value]) => [key, factId(JSON.stringify(value) ?? '')]));

/**
 * W2.2: share of the sender's named outputs that the receiver had as input with an equal value, 0..1; null without both
 * states.
 */
export const contextScore = (output: StateHashes, input: StateHashes): number | null => {
  if (output.size === 0 || input.size === 0) {
    return null;
  }
  const kept = [...output].filter(([key, hash]) => input.get(key) === hash).length;
  return kept / output.size;
};
