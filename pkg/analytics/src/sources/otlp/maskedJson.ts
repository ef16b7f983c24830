import { type Redaction } from '../../redaction';

import { type Attributes, type Value } from './records';

/** Longest text that is remembered: names of models, tools and operations are shorter, and come again and again. */
const SHORT = 64;
/** Anybody may invent keys and values: what is remembered is bounded. */
const MAX_KEYS = 2_048;
const MAX_VALUES = 64;

interface KnownKey {
  /** The key as JSON, with its colon. */
  json: string;
  secret: boolean;
  /** Short texts under this key in which nothing is masked, as JSON. */
  clean: Map<string, string>;
}

/**
 * Writes attributes as JSON with secrets and personal data masked. The same keys and most of their values come with every
 * record, so what was found clean is not looked through again: a third of the cost of masking the whole text each time.
 */
class MaskedJson {
  private readonly keys = new Map<string, KnownKey>();

  constructor(private readonly redaction: Redaction) {}

  of(attributes: Attributes, prefix: string): string {
    let json = '';
    for (const [key, value] of attributes) {
      const known = this.key(key, prefix);
      json += (json === '' ? '{' : ',') + known.json + this.value(key, value, known);
    }
    return json === '' ? '{}' : `${json}}`;
  }

  private key(key: string, prefix: string): KnownKey {
    const whole = prefix === '' ? key : prefix + key;
    const before = this.keys.get(whole);
    if (before !== undefined) {
      return before;
    }
    const known: KnownKey = {
      json: `${JSON.stringify(whole)}:`,
      secret: this.redaction.isSecretName(key),
      clean: new Map(),
    };
    if (this.keys.size < MAX_KEYS) {
      this.keys.set(whole, known);
    }
    return known;
  }

  private value(key: string, value: Value, known: KnownKey): string {
    if (typeof value === 'string' && !known.secret) {
      return known.clean.get(value) ?? this.text(value, known);
    }
    return typeof value === 'number' || typeof value === 'boolean' || value === null
      ? JSON.stringify(value)
      : JSON.stringify(this.redaction.value(key, value));
  }

  private text(value: string, { clean }: KnownKey): string {
    const masked = this.redaction.text(value);
    const json = JSON.stringify(masked);
    if (masked === value && value.length <= SHORT && clean.size < MAX_VALUES) {
      clean.set(value, json);
    }
    return json;
  }
}

const writers = new WeakMap<Redaction, MaskedJson>();

/** Attributes as JSON, masked. @param prefix put before each key */
export const jsonOf = (attributes: Attributes, redaction: Redaction, prefix = ''): string => {
  const writer = writers.get(redaction) ?? new MaskedJson(redaction);
  writers.set(redaction, writer);
  return writer.of(attributes, prefix);
};
