import { CLAUDE_CODE } from './claudeCode';
import { GEN_AI } from './genAi';
import { FLAG_FIELDS, NUMBER_FIELDS, positionOf, type Dialect, type Field } from './names';
import { OPEN_INFERENCE } from './openInference';
import { AGENTO11Y, OPEN_LLMETRY, VERCEL_AI } from './others';

/** Dialects that may be mixed on one record, best first. */
export const GENERAL: readonly Dialect[] = [GEN_AI, OPEN_INFERENCE, OPEN_LLMETRY, VERCEL_AI, AGENTO11Y];

/** Inside of Claude Code's scope its own keys come first. */
export const CLAUDE: readonly Dialect[] = [CLAUDE_CODE, ...GENERAL];

export interface Known {
  /** Null: a known key that decides nothing. */
  field: Field | null;
  /** Place of the field among all; -1 without one. */
  position: number;
  /** Smaller wins. */
  rank: number;
  kind: 'text' | 'number' | 'flag';
}

const isOneOf = (list: readonly string[], field: Field): boolean => list.includes(field);

const kindOf = (field: Field): Known['kind'] => {
  if (isOneOf(NUMBER_FIELDS, field)) {
    return 'number';
  }
  return isOneOf(FLAG_FIELDS, field) ? 'flag' : 'text';
};

/** The one table of attributes: key → field and precedence. A key that is in no dialect is unmapped, and counted. */
export class AttributeTable {
  private readonly keys = new Map<string, Known>();
  private readonly prefixes: string[];
  /** What was found about keys by their prefix; bounded, since anybody may invent keys. */
  private readonly seen = new Map<string, boolean>();

  constructor(dialects: readonly Dialect[]) {
    let rank = 0;
    for (const dialect of dialects) {
      for (const [field, keys] of Object.entries(dialect.fields) as Array<[Field, readonly string[]]>) {
        for (const key of keys) {
          rank += 1;
          if (!this.keys.has(key)) {
            this.keys.set(key, { field, position: positionOf(field), rank, kind: kindOf(field) });
          }
        }
      }
    }
    const kept = dialects.flatMap((dialect) => dialect.kept);
    for (const key of kept.filter((name) => !name.endsWith('*'))) {
      if (!this.keys.has(key)) {
        this.keys.set(key, { field: null, position: -1, rank: Infinity, kind: 'text' });
      }
    }
    this.prefixes = kept.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  }

  /** @returns what the key means; undefined when no dialect knows it */
  get(key: string): Known | undefined {
    return this.keys.get(key);
  }

  /** Is a key that has no meaning for us at least one we know of? */
  isKnown(key: string): boolean {
    const before = this.keys.has(key) || this.seen.get(key);
    if (before !== undefined && before !== false) {
      return true;
    }
    if (before === false && this.seen.has(key)) {
      return false;
    }
    const known = this.prefixes.some((prefix) => key.startsWith(prefix));
    if (this.seen.size < 10_000) {
      this.seen.set(key, known);
    }
    return known;
  }
}

export const GENERAL_TABLE = new AttributeTable(GENERAL);
export const CLAUDE_TABLE = new AttributeTable(CLAUDE);
