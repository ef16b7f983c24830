import { type Field, type FlagField, type NumberField, type TextField } from './dialects/names';
import { type AttributeTable, type Known } from './dialects/table';
import { type Attributes, type Value } from './records';

const MAX_TEXT = 512;

const asText = (value: Value): string | null => {
  if (typeof value === 'string') {
    return value.trim() === '' ? null : value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? null
      : value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(',');
  }
  return null;
};

/** Numbers may come as texts. */
const asNumber = (value: Value): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
};

const asFlag = (value: Value): boolean | null => {
  if (typeof value === 'boolean') {
    return value;
  }
  return value === 'true' ? true : value === 'false' ? false : null;
};

const CONVERT: Readonly<Record<Known['kind'], (value: Value) => string | number | boolean | null>> = {
  text: asText,
  number: asNumber,
  flag: asFlag,
};

/** What one record tells, by field: for each the best key that has a usable value. */
export class Fields {
  /** Keys no dialect knows: they stay labels. */
  unmapped = 0;
  /** Known keys whose value is not what it should be: the raw value stays a label. */
  unreadable = 0;
  /** Keys that decide nothing by themselves. */
  rest: string[] | null = null;
  private readonly values: Partial<Record<Field, string | number | boolean>> = {};
  private readonly ranks: Partial<Record<Field, number>> = {};
  private readonly keys: Partial<Record<Field, string>> = {};

  constructor(private readonly table: AttributeTable) {}

  read(attributes: Attributes, countUnmapped = true): this {
    for (const [key, value] of attributes) {
      const known = this.table.get(key);
      if (known === undefined) {
        this.unmapped += countUnmapped && !this.table.isKnown(key) ? 1 : 0;
        (this.rest ??= []).push(key);
      } else if (known.field !== null) {
        this.take(key, value, known);
      }
    }
    return this;
  }

  text(field: TextField): string | null {
    const value = this.values[field];
    return typeof value === 'string' ? value : null;
  }

  /** Names become keys and labels: bounded. */
  name(field: TextField): string | null {
    return this.text(field)?.slice(0, MAX_TEXT) ?? null;
  }

  number(field: NumberField): number | null {
    const value = this.values[field];
    return typeof value === 'number' ? value : null;
  }

  flag(field: FlagField): boolean | null {
    const value = this.values[field];
    return typeof value === 'boolean' ? value : null;
  }

  /** The key a field was read from. */
  keyOf(field: Field): string | null {
    return this.keys[field] ?? null;
  }

  private take(key: string, value: Value, known: Known): void {
    const { field, rank } = known;
    if (field === null || rank >= (this.ranks[field] ?? Infinity)) {
      return;
    }
    const converted = CONVERT[known.kind](value);
    if (converted === null) {
      this.unreadable += value === null || value === '' ? 0 : 1;
      return;
    }
    this.values[field] = converted;
    this.ranks[field] = rank;
    this.keys[field] = key;
  }
}
