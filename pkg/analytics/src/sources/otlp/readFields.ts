import {
  FIELD_COUNT,
  positionOf,
  type Field,
  type FlagField,
  type NumberField,
  type TextField,
} from './dialects/names';
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
  private readonly values = new Array<string | number | boolean | null>(FIELD_COUNT).fill(null);
  private readonly ranks = new Array<number>(FIELD_COUNT).fill(Infinity);
  private readonly keys = new Array<string | null>(FIELD_COUNT).fill(null);

  constructor(private readonly table: AttributeTable) {}

  /** Reads a record; what was read before is forgotten. */
  read(attributes: Attributes, countUnmapped = true): this {
    this.forget();
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
    const value = this.values[positionOf(field)];
    return typeof value === 'string' ? value : null;
  }

  /** Names become keys and labels: bounded. */
  name(field: TextField): string | null {
    const text = this.text(field);
    return text !== null && text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text;
  }

  number(field: NumberField): number | null {
    const value = this.values[positionOf(field)];
    return typeof value === 'number' ? value : null;
  }

  flag(field: FlagField): boolean | null {
    const value = this.values[positionOf(field)];
    return typeof value === 'boolean' ? value : null;
  }

  /** The key a field was read from. */
  keyOf(field: Field): string | null {
    return this.keys[positionOf(field)] ?? null;
  }

  private forget(): void {
    this.unmapped = 0;
    this.unreadable = 0;
    this.rest = null;
    this.values.fill(null);
    this.ranks.fill(Infinity);
    this.keys.fill(null);
  }

  private take(key: string, value: Value, { position, rank, kind }: Known): void {
    if (rank >= (this.ranks[position] ?? Infinity)) {
      return;
    }
    const converted = CONVERT[kind](value);
    if (converted === null) {
      this.unreadable += value === null || value === '' ? 0 : 1;
      return;
    }
    this.values[position] = converted;
    this.ranks[position] = rank;
    this.keys[position] = key;
  }
}
