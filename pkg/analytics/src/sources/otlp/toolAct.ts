import { factId } from '../../domain/factId';

import { type Failure } from './node';
import { type Attributes, type Value } from './records';

/** A tool call as far as repetition goes: equal texts are equal acts (T10). */
export interface ToolAct {
  /** Of the tool's arguments. */
  does: string;
  /** Of what came of it; null when that was not told. */
  gives: string | null;
}

const ARGUMENTS = ['gen_ai.tool.call.arguments', 'ai.toolCall.args', 'tool_call.function.arguments', 'input.value'];
const RESULTS = ['gen_ai.tool.call.result', 'ai.toolCall.result', 'output.value'];

const firstOf = (attributes: Attributes, keys: readonly string[]): Value | undefined => {
  const key = keys.find((name) => attributes.has(name));
  return key === undefined ? undefined : attributes.get(key);
};

/** Keys in order, so that the same arguments written differently are the same. */
const ordered = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(ordered)
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, one]) => [key, ordered(one)])
      );
};

const normalised = (value: Value | undefined): string => {
  if (typeof value !== 'string') {
    return JSON.stringify(ordered(value ?? null));
  }
  try {
    return JSON.stringify(ordered(JSON.parse(value)));
  } catch {
    return value.trim();
  }
};

/** What a tool's span did and what came of it; its texts are kept as hashes alone. */
export const toolAct = (attributes: Attributes, failure: Failure | null): ToolAct => {
  const result = firstOf(attributes, RESULTS);
  const failed = failure === null ? null : `failed ${failure.types.join(',')} ${failure.text ?? ''}`;
  const gives = result === undefined ? failed : `${failed ?? ''} ${normalised(result)}`;
  if (gives === null) {
    return { does: '', gives: null };
  }
  return { does: factId(normalised(firstOf(attributes, ARGUMENTS))), gives: factId(gives) };
};
