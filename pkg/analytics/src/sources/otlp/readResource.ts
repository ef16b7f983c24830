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

export const textAt = (attributes: Attributes, key: string): string | null => {
  const value = attributes.get(key);
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, MAX_NAME) : null;
};

/** Reads a resource. Its source is the orchestrator it names, else its service. */
export const readResource = (attributes: Attributes, redaction: Redaction): Resource => {
  const service = textAt(attributes, 'service.name');
  const inside = jsonOf(attributes, redaction, 'resource.').slice(1, -1);
  return {
    source: textAt(attributes, 'eljefe.orchestrator') ?? service ?? NAMELESS,
    service: service ?? '',
    version: textAt(attributes, 'service.version'),
    fields: new Fields(GENERAL_TABLE).read(attributes, false),
    json: inside === '' ? '' : `${inside},`,
  };
};

/** Attributes of a record with those of its resource before them; too large ones lose their longest texts. */
export const attributesJson = (attributes: Attributes, resource: Resource, redaction: Redaction): string => {
  const own = jsonOf(attributes, redaction);
  const whole = own === '{}' ? `{${resource.json.slice(0, -1)}}` : `{${resource.json}${own.slice(1)}`;
  return whole.length <= MAX_ATTRIBUTES ? whole : attributesJson(shortened(attributes), resource, redaction);
};

const KEEP_TEXT = 2_000;
const KEEP_KEYS = 100;

const shortened = (attributes: Attributes): Attributes =>
  new Map(
    [...attributes].slice(0, KEEP_KEYS).map(([key, value]): [string, Value] => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [key.slice(0, MAX_NAME), text.length > KEEP_TEXT ? `${text.slice(0, KEEP_TEXT)}… (cut)` : value];
    })
  );
