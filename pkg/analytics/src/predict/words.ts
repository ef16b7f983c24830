const MINUTE_S = 60;
const HOUR_S = 3_600;

/** A probability as a reader takes it in: 7 %, 0.4 %. */
export const percent = (ratio: number): string =>
  `${ratio > 0 && ratio < 0.01 ? (100 * ratio).toFixed(1) : Math.round(100 * ratio)} %`;

/** Seconds as 42 s, 3 min 5 s, 2 h 10 min. */
export const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (whole < MINUTE_S) {
    return `${whole} s`;
  }
  return whole < HOUR_S
    ? `${Math.floor(whole / MINUTE_S)} min ${whole % MINUTE_S} s`
    : `${Math.floor(whole / HOUR_S)} h ${Math.round((whole % HOUR_S) / MINUTE_S)} min`;
};

export const usd = (amount: number): string => `$${amount.toFixed(amount < 1 ? 4 : 2)}`;

export const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
