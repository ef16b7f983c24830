export interface JsonError {
  /** Offset in UTF-16 units, and the same for people, counted from 1. */
  offset: number;
  line: number;
  column: number;
  expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

class Fault extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string
  ) {
    super(expected);
  }
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): void {
    this.value();
    this.space();
    if (this.at < this.text.length) {
      throw new Fault(this.at, 'nothing after the value');
    }
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.test(this.text);
    if (found) {
      this.at = pattern.lastIndex;
    }
    return found;
  }

  private space(): void {
    this.skip(SPACE);
  }

  private take(character: string): boolean {
    this.space();
    const found = this.text[this.at] === character;
    this.at += found ? 1 : 0;
    return found;
  }

  private value(): void {
    this.space();
    if (this.take('{')) {
      this.members('}', () => this.member());
    } else if (this.take('[')) {
      this.members(']', () => this.value());
    } else if (!this.skip(STRING) && !this.skip(SCALAR)) {
      throw new Fault(this.at, 'a value: object, list, text in double quotes, number, true, false or null');
    }
  }

  private members(end: string, one: () => void): void {
    if (this.take(end)) {
      return;
    }
    do {
      one();
    } while (this.take(','));
    if (!this.take(end)) {
      throw new Fault(this.at, `a comma or ${end}`);
    }
  }

  private member(): void {
    this.space();
    if (!this.skip(STRING)) {
      throw new Fault(this.at, 'a field name in double quotes');
    }
    if (!this.take(':')) {
      throw new Fault(this.at, 'a colon after the field name');
    }
    this.value();
  }
}

/**
 * Where a text stops being JSON. Used only after JSON.parse has refused it, since Node's message does not always say where.
 * @param text of bounded depth
 * @returns null when it is JSON
 */
export const findJsonError = (text: string): JsonError | null => {
  try {
    new Reader(text).document();
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) {
      throw error;
    }
    const before = text.slice(0, error.offset);
    const line = before.split('\n').length;
    return { offset: error.offset, line, column: error.offset - before.lastIndexOf('\n'), expected: error.expected };
  }
};
