import { type Redaction } from '../../redaction';

import { GENERAL_TABLE } from './dialects/table';
import { pairsOf } from './maskedJson';
import { Fields } from './readFields';
import { type Attributes, type Value } from './records';

/** What a resource says of all that comes from it, read once. */
export interface Resource {
  source: string;
  service: string;
  version: string | null;
  fields: Fields;
  /** Its attributes as the inside of a JSON object, each key with `resource.` before it, a comma before each pair. */
  json: string;
  /** Scope → what stands before the attributes of its records: the same for all of them. */
  heads: Map<string, string>;
}

const NAMELESS = 'otlp';
const MAX_NAME = 512;
const MAX_ATTRIBUTES = 262_144;
/** It is kept with each of its records, so that one large resource would fill memory. */
const MAX_RESOURCE = 32_768;

export const textAt = (attributes: Attributes, key: string): string | null => {
  const value = attributes.get(key);
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, MAX_NAME) : null;
};

/** Reads a resource. Its source is the orchestrator it names, else its service. */
export const readResource = (attributes: Attributes, redaction: Redaction): Resource => {
  const service = textAt(attributes, 'service.name');
  return {
    source: textAt(attributes, 'eljefe.orchestrator') ?? service ?? NAMELESS,
    service: service ?? '',
    version: textAt(attributes, 'service.version'),
    fields: new Fields(GENERAL_TABLE).read(attributes, false),
    json: boundedPairs(attributes, { redaction, most: MAX_RESOURCE, prefix: 'resource.' }),
    heads: new Map(),
  };
};

/** Most characters of the texts and keys that too large attributes keep, tried one after the other. */
const KEEP_TEXT = [2_000, 200, 20];
const KEEP_KEYS = 100;

const shortened = (attributes: Attributes, keep: number): Attributes =>
  new Map(
    [...attributes].slice(0, KEEP_KEYS).map(([key, value]): [string, Value] => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [key.slice(0, MAX_NAME), text.length > keep ? `${text.slice(0, keep)}… (cut)` : value];
    })
  );

/** As pairs of JSON, and never longer than that: too large ones lose the ends of their texts, and all but their first keys. */
const boundedPairs = (
  attributes: Attributes,
  { redaction, most, prefix = '' }: { redaction: Redaction; most: number; prefix?: string }
): string => {
  const whole = pairsOf(attributes, redaction, prefix);
  if (whole.length < most) {
    return whole;
  }
  for (const keep of KEEP_TEXT) {
    const shorter = pairsOf(shortened(attributes, keep), redaction, prefix);
    if (shorter.length < most) {
      return shorter;
    }
  }
  return '';
};

/** `{` and the pairs before a record's own. */
const headOf = (resource: Resource, scope: string): string => {
  const known = resource.heads.get(scope);
  if (known !== undefined) {
    return known;
  }
  const pairs = (scope === '' ? '' : `,"otel.scope.name":${JSON.stringify(scope.slice(0, MAX_NAME))}`) + resource.json;
  const head = `{${pairs.slice(1)}`;
  resource.heads.set(scope, head);
  return head;
};

/**
 * Attributes of a record with those of its resource before them, bounded.
 * @param scope who instrumented; kept among them without a column of its own
 */
export const attributesJson = (
  attributes: Attributes,
  { resource, redaction, scope = '' }: { resource: Resource; redaction: Redaction; scope?: string }
): string => {
  const head = headOf(resource, scope);
  const own = boundedPairs(attributes, { redaction, most: MAX_ATTRIBUTES });
  return `${head}${head === '{' ? own.slice(1) : own}}`;
};
