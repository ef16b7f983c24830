const two = (value: number): string => String(value).padStart(2, '0');

const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;

/** `±HH:MM`, `Z` or `UTC` → minutes east of UTC; null when it is none of these. */
export const parseOffset = (text: string): number | null => {
  if (/^(?:z|utc)$/i.test(text)) {
    return 0;
  }
  const match = OFFSET.exec(text);
  if (!match) {
    return null;
  }
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
};

/**
 * What Python's `datetime.now().isoformat()` prints: local time, microseconds, no zone; no fraction at all on a whole second.
 * @param epochMs instant, fractions of a millisecond allowed
 * @param offsetMinutes the host's zone, minutes east of UTC
 */
export const pythonIso = (epochMs: number, offsetMinutes: number): string => {
  const micros = Math.round(epochMs * 1_000);
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = micros - seconds * 1_000_000;
  const whole = new Date(seconds * 1_000 + offsetMinutes * 60_000).toISOString().slice(0, 19);
  return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(6, '0')}`;
};

/** `20251123_232155` in the host's zone: the stamp inside El Jefe's ids. */
export const idStamp = (epochMs: number, offsetMinutes: number): string => {
  const at = new Date(Math.floor(epochMs / 1_000) * 1_000 + offsetMinutes * 60_000);
  const day = `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}`;
  return `${day}_${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}`;
};

/** Instants are kept to whole microseconds, as Python does. */
export const toMicros = (epochMs: number): number => Math.round(epochMs * 1_000) / 1_000;

/** Epoch ms of a stamp; one without a zone is read as UTC, which is right for differences. */
export const parsePythonIso = (stamp: string): number =>
  Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(stamp) ? stamp : `${stamp}Z`);
