import { type OwnPattern, type RedactionConfig } from './config';
import { byExpression, mayHold, type Finder, type Finding } from './finder';
import { PERSONAL_FINDERS } from './personal';
import { namesSecret, SECRET_FINDERS } from './secrets';

export interface Redaction {
  /** The text with everything found masked. */
  text(text: string): string;
  /** The value of a named attribute: masked whole when its name says it is a secret. Walks lists and objects. */
  value(key: string, value: unknown): unknown;
  /** Is every text under this name masked whole? */
  isSecretName(key: string): boolean;
  /** T5: what would be masked, in the order of the text; the pieces do not overlap. */
  describe(text: string): Finding[];
}

const CHARACTERS: Readonly<Record<OwnPattern['characters'], string>> = {
  word: 'A-Za-z0-9_-',
  hex: 'A-Fa-f0-9',
  digits: '0-9',
  base64: 'A-Za-z0-9+/=_-',
};

const own = ({ name, prefix, characters, min }: OwnPattern): Finder => {
  const literal = prefix.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return byExpression(
    { kind: name, least: prefix.length + min },
    [prefix],
    new RegExp(`${literal}[${CHARACTERS[characters]}]{${min},}`, 'g')
  );
};

const findersOf = (config: RedactionConfig): Finder[] => [
  ...(config.secrets ? SECRET_FINDERS : []),
  ...config.patterns.map(own),
  ...config.personal.map((kind) => PERSONAL_FINDERS[kind]),
];

/** Overlapping findings become one, of the kind that begins first. */
const merged = (findings: Finding[]): Finding[] => {
  const ordered = findings.sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: Finding[] = [];
  for (const finding of ordered) {
    const last = apart.at(-1);
    if (last !== undefined && finding.start < last.end) {
      last.end = Math.max(last.end, finding.end);
    } else {
      apart.push({ ...finding });
    }
  }
  return apart;
};

const mask = (kind: string): string => `[redacted:${kind}]`;

const masked = (text: string, findings: readonly Finding[]): string => {
  let result = '';
  let from = 0;
  for (const { kind, start, end } of findings) {
    result += text.slice(from, start) + mask(kind);
    from = end;
  }
  return result + text.slice(from);
};

const MAX_DEPTH = 64;
/** No finder knows anything shorter: `a@b.co`. */
const SHORTEST = 6;

/**
 * Builds the redaction of a configuration (B2, T5). Linear in the length of the text.
 * @param onMask told the kind of each piece masked, to be counted
 */
export const createRedaction = (
  config: RedactionConfig,
  onMask: (kind: string) => void = () => undefined
): Redaction => {
  const finders = findersOf(config);
  const keys = new Set(config.keys.map((key) => key.toLowerCase()));
  const isSecretKey = (key: string): boolean => keys.has(key.toLowerCase()) || (config.secrets && namesSecret(key));

  // Nearly every text holds nothing, and there are many: nothing is made for them.
  const describe = (text: string): Finding[] => {
    const found: Finding[] = [];
    for (const finder of finders) {
      if (mayHold(finder, text)) {
        found.push(...finder.find(text));
      }
    }
    return found.length === 0 ? found : merged(found);
  };

  const text = (plain: string): string => {
    if (plain.length < SHORTEST) {
      return plain;
    }
    const findings = describe(plain);
    findings.forEach(({ kind }) => onMask(kind));
    return findings.length === 0 ? plain : masked(plain, findings);
  };

  const walk = (plain: unknown, depth: number): unknown => {
    if (typeof plain === 'string') {
      return text(plain);
    }
    if (typeof plain !== 'object' || plain === null) {
      return plain;
    }
    if (depth >= MAX_DEPTH) {
      return mask('too-deep');
    }
    return Array.isArray(plain)
      ? plain.map((item) => walk(item, depth + 1))
      : Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, named(key, item, depth + 1)]));
  };

  const named = (key: string, plain: unknown, depth: number): unknown => {
    if (plain !== '' && (typeof plain === 'string' || Array.isArray(plain)) && isSecretKey(key)) {
      onMask('secret');
      return mask('secret');
    }
    return walk(plain, depth);
  };

  return {
    text,
    describe,
    value: (key, plain) => named(key, plain, 0),
    isSecretName: isSecretKey,
  };
};

/** The redaction of plain text. */
export const createRedactor = (config: RedactionConfig): ((text: string) => string) => createRedaction(config).text;
