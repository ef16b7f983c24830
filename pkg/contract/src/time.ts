const ZONED = /(?:[zZ]|[+-]\d{2}:?\d{2})$/;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(?:([zZ])|([+-])(\d{2}):?(\d{2}))?$/;
const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;
const MAX_EPOCH_MS = 8.64e15;

/** Zone of stamps that carry none: minutes east of UTC. */
export type ZoneOffsetMinutes = number;

/**
 * Reads a configured zone offset.
 * @param text `UTC`, `Z` or `±HH:MM`
 * @returns minutes east of UTC in −14 h … +14 h, or null when the text is none of these
 */
export const parseZoneOffset = (text: string): ZoneOffsetMinutes | null => {
  if (/^(?:utc|z)$/i.test(text)) {
    return 0;
  }
  const match = OFFSET.exec(text);
  if (!match) {
    return null;
  }
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes <= 14 * 60 && Number(match[3]) < 60 ? (match[1] === '-' ? -minutes : minutes) : null;
};

/** Does a stamp say its zone itself? */
export const hasZone = (text: string): boolean => ZONED.test(text.trim());

/**
 * Reads an instant from outside.
 * @param value ISO 8601 text (with `Z`, with an offset, or zoneless) or epoch milliseconds
 * @param zoneMinutes zone of zoneless text, minutes east of UTC
 * @returns epoch milliseconds (fractions cut), or null when it is no instant
 */
export const parseInstant = (value: unknown, zoneMinutes: ZoneOffsetMinutes = 0): number | null => {
  if (typeof value === 'number') {
    return Number.isFinite(value) && Math.abs(value) <= MAX_EPOCH_MS ? Math.trunc(value) : null;
  }
  if (typeof value !== 'string') {
    return null;
  }
  const match = ISO.exec(value.trim());
  return match ? instantOf(match, zoneMinutes) : null;
};

const instantOf = (match: RegExpExecArray, zoneMinutes: ZoneOffsetMinutes): number | null => {
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3) || 0);
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, millis);
  const check = new Date(utc);
  const exact =
    check.getUTCMonth() === month - 1 && check.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!exact || year < 1970) {
    return null;
  }
  return utc - offsetMinutes(match, zoneMinutes) * 60_000;
};

const offsetMinutes = (match: RegExpExecArray, zoneMinutes: ZoneOffsetMinutes): number => {
  if (match[8]) {
    return 0;
  }
  if (!match[9]) {
    return zoneMinutes;
  }
  const minutes = Number(match[10]) * 60 + Number(match[11]);
  return match[9] === '-' ? -minutes : minutes;
};
