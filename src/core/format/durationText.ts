const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const pair = (large: number, small: number, units: [string, string]): string =>
  small === 0 ? `${large} ${units[0]}` : `${large} ${units[0]} ${small} ${units[1]}`;

/**
 * Says a length of time with at most two units.
 * @param seconds length in seconds; negative or not finite counts as 0
 * @returns for example `340 ms`, `12 s`, `3 min 5 s`, `2 h 4 min`, `3 d 2 h`
 */
export const durationText = (seconds: number): string => {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  if (whole === 0 && seconds > 0) {
    return `${Math.max(1, Math.floor(seconds * 1_000))} ms`;
  }
  if (whole < MINUTE) {
    return `${whole} s`;
  }
  if (whole < HOUR) {
    return pair(Math.floor(whole / MINUTE), whole % MINUTE, ['min', 's']);
  }
  if (whole < DAY) {
    return pair(Math.floor(whole / HOUR), Math.floor((whole % HOUR) / MINUTE), ['h', 'min']);
  }
  return pair(Math.floor(whole / DAY), Math.floor((whole % DAY) / HOUR), ['d', 'h']);
};
