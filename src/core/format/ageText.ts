const STEPS: ReadonlyArray<readonly [number, string]> = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
];

/**
 * Says an age with one unit, for values that change while one looks.
 * @param seconds age in seconds; an age below 0 (a clock ahead of ours) counts as 0
 * @returns for example `12 s`, `3 min`, `2 h`, `4 d`
 */
export const ageText = (seconds: number): string => {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const step = STEPS.find(([size]) => whole >= size);
  return step ? `${Math.floor(whole / step[0])} ${step[1]}` : `${whole} s`;
};
