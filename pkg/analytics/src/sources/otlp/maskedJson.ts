import { type Redaction } from '../../redaction';

import { type Attributes, type Value } from './records';

/** Longest text that is remembered: names of models, tools and operations are shorter, and come again and again. */
const SHORT = 64;
/** Anybody may invent keys and values: what is remembered is bounded. */
const MAX_KEYS = 2_048;
const MAX_VALUES = 64;

interface KnownKey {
  /** The key as JSON, with a comma before and a colon behind. */
  json: string;
  secret: boolean;
  /** Short texts under this key in which nothing is masked, as JSON with their key. */
  clean: Map<string, string>;
}

/**
 * Writes attributes as JSON with secrets and personal data masked. The same keys and most of their values come with every
 * record, so what was found clean is not looked through again: a third of the cost of masking the whole text each time.
 */
class MaskedJson {
  private readonly keys = new Map<string, KnownKey>();

  constructor(private readonly redaction: Redaction) {}

  pairs(attributes: Attributes, prefix: string): string {
    let json = '';
    for (const [key, value] of attributes) {
      const known = this.key(key, prefix);
      const before = typeof value === 'string' ? known.clean.get(value) : undefined;
      json += before ?? this.pair(key, value, known);
    }
    return json;
  }

  private key(key: string, prefix: string): KnownKey {
    const whole = prefix === '' ? key : prefix + key;
    const before = this.keys.get(whole);
    if (before !== undefined) {
      return before;
    }
    const known: KnownKey = {
      json: `,${JSON.stringify(whole)}:`,
      secret: this.redaction.isSecretName(key),
      clean: new Map(),
    };
    if (this.keys.size < MAX_KEYS) {
      this.keys.set(whole, known);
    }
    return known;
  }

  private pair(key: string, value: Value, known: KnownKey): string {
    if (typeof value === 'string' && !known.secret) {
      return this.text(value, known);
    }
    return typeof value === 'number' || typeof value === 'boolean' || value === null
      ? known.json + JSON.stringify(value)
      : known.json + JSON.stringify(this.redaction.value(key, value));
  }

  private text(value: string, { json, clean }: KnownKey): string {
    const masked = this.redaction.text(value);
    const pair = json + JSON.stringify(masked);
    if (masked === value && value.length <= SHORT && clean.size < MAX_VALUES) {
      clean.set(value, pair);
    }
    return pair;
  }
}

const writers = new WeakMap<Redaction, MaskedJson>();

/** Attributes as the inside of a JSON object, masked, a comma before each pair; empty without any. @param prefix put before each key */
export const pairsOf = (attributes: Attributes, redaction: Redaction, prefix = ''): string => {
  const writer = writers.get(redaction) ?? new MaskedJson(redaction);
  writers.set(redaction, writer);
  return writer.pairs(attributes, prefix);
};

/** Attributes as JSON, masked. @param prefix put before each key */
export const jsonOf = (attributes: Attributes, redaction: Redaction, prefix = ''): string =>
  `{${pairsOf(attributes, redaction, prefix).slice(1)}}`;
