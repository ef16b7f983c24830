import { hasCardBrand, ibanLength, isIban, passesLuhn } from './checksums';
import { type PersonalKind } from './config';
import { byExpression, type Finder, type Finding } from './finder';

const MAX_LOCAL = 64;
const isLocal = (letter: string): boolean => /[\p{L}\p{N}._%+-]/u.test(letter);
const DOMAIN = /[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/uy;

/** Outward from each `@`, so that no long run of letters is walked twice. */
const findEmails = (text: string): Finding[] => {
  const found: Finding[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < MAX_LOCAL && isLocal(text.charAt(start - 1))) {
      start -= 1;
    }
    DOMAIN.lastIndex = at + 1;
    if (start < at && DOMAIN.test(text)) {
      found.push({ kind: 'email', start, end: DOMAIN.lastIndex });
    }
  }
  return found;
};

interface Run {
  digits: string;
  /** Position of each digit in the text. */
  at: number[];
}

const digitRuns = (text: string): Run[] =>
  [...text.matchAll(/(?<!\d[ -]?)\d(?:[ -]?\d){12,}/g)].map((match) => {
    const at = [...match[0]].flatMap((letter, index) => (letter >= '0' && letter <= '9' ? [match.index + index] : []));
    return { digits: at.map((position) => text.charAt(position)).join(''), at };
  });

const CARD_LENGTHS = [19, 16, 15, 14, 13] as const;

const cardIn = ({ digits, at }: Run, from: number): number | null => {
  const touches = (a: number, b: number): boolean => (at[b] ?? 0) - (at[a] ?? 0) === 1;
  if (from > 0 && touches(from - 1, from)) {
    return null;
  }
  const length = CARD_LENGTHS.find((count) => {
    const number = digits.slice(from, from + count);
    const ends = from + count >= digits.length || !touches(from + count - 1, from + count);
    return number.length === count && ends && hasCardBrand(number) && passesLuhn([...number].map(Number));
  });
  return length ?? null;
};

/** Card numbers in a run of digits; groups may be parted by blanks or dashes, and other numbers may stand beside them. */
const findCards = (text: string): Finding[] =>
  digitRuns(text).flatMap((run) => {
    const found: Finding[] = [];
    for (let from = 0; from < run.digits.length; from += 1) {
      const length = cardIn(run, from);
      if (length !== null) {
        found.push({ kind: 'card', start: run.at[from] ?? 0, end: (run.at[from + length - 1] ?? 0) + 1 });
        from += length - 1;
      }
    }
    return found;
  });

const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}/g;

/** How far the account number at the beginning of a candidate goes, blanks included; what follows may be the next word. */
const ibanEnd = (candidate: string): number | null => {
  const wanted = ibanLength(candidate.slice(0, 2)) ?? Infinity;
  let letters = 0;
  for (let end = 1; end <= candidate.length; end += 1) {
    letters += candidate.charAt(end - 1) === ' ' ? 0 : 1;
    if (letters === wanted) {
      return isIban(candidate.slice(0, end).replaceAll(' ', '')) ? end : null;
    }
  }
  return null;
};

const findIbans = (text: string): Finding[] => {
  const found: Finding[] = [];
  const pattern = new RegExp(IBAN);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const length = ibanEnd(match[0]);
    if (length !== null) {
      found.push({ kind: 'iban', start: match.index, end: match.index + length });
    }
    // A candidate may run into the next account number: what it did not use is looked at again.
    pattern.lastIndex = match.index + (length ?? 4);
  }
  return found;
};

export const PERSONAL_FINDERS: Readonly<Record<PersonalKind, Finder>> = {
  email: { kind: 'email', least: 3, hints: ['@'], find: findEmails },
  card: { kind: 'card', least: 13, hints: /\d(?:[ -]?\d){12}/, find: findCards },
  iban: { kind: 'iban', least: 8, hints: /[A-Z]{2}\d{2} ?[A-Z0-9]{4}/, find: findIbans },
  phone: byExpression(
    { kind: 'phone', least: 8 },
    /\d{3}/,
    /(?<![\w+])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){5,12}|(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4})(?!\w)/g
  ),
  ssn: byExpression({ kind: 'ssn', least: 11 }, /\d-\d\d-\d/, /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g),
  ip: byExpression(
    { kind: 'ip', least: 7 },
    /\d\.\d/,
    /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|\.\d)/g
  ),
};
