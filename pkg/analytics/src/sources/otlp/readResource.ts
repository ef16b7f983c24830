import { type Redaction } from '../../redaction';

import { GENERAL_TABLE } from './dialects/table';
import { jsonOf } from './maskedJson';
import { Fields } from './readFields';
import { type Attributes, type Value } from './records';

/** What a resource says of all that comes from it, read once. */
export interface Resource {
  source: string;
  service: string;
  version: string | null;
  fields: Fields;
  /** Its attributes as the inside of a JSON object, each key with `resource.` before it; ends in a comma unless empty. */
  json: string;
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
  const inside = boundedJson(attributes, { redaction, most: MAX_RESOURCE, prefix: 'resource.' }).slice(1, -1);
  return {
    source: textAt(attributes, 'eljefe.orchestrator') ?? service ?? NAMELESS,
    service: service ?? '',
    version: textAt(attributes, 'service.version'),
    fields: new Fields(GENERAL_TABLE).read(attributes, false),
    json: inside === '' ? '' : `${inside},`,
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

/** As JSON, and never longer than that: too large ones lose the ends of their texts, and all but their first keys. */
const boundedJson = (
  attributes: Attributes,
  { redaction, most, prefix = '' }: { redaction: Redaction; most: number; prefix?: string }
): string => {
  const whole = jsonOf(attributes, redaction, prefix);
  if (whole.length <= most) {
    return whole;
  }
  for (const keep of KEEP_TEXT) {
    const shorter = jsonOf(shortened(attributes, keep), redaction, prefix);
    if (shorter.length <= most) {
      return shorter;
    }
  }
  return '{}';
};

/**
 * Attributes of a record with those of its resource before them, bounded.
 * @param scope who instrumented; kept among them without a column of its own
 */
export const attributesJson = (
  attributes: Attributes,
  { resource, redaction, scope = '' }: { resource: Resource; redaction: Redaction; scope?: string }
): string => {
  const from = scope === '' ? '' : `"otel.scope.name":${JSON.stringify(scope.slice(0, MAX_NAME))},`;
  const head = `{${from}${resource.json}`;
  const own = boundedJson(attributes, { redaction, most: MAX_ATTRIBUTES });
  return own !== '{}' ? head + own.slice(1) : `${head.endsWith(',') ? head.slice(0, -1) : head}}`;
};
