/** Seconds as a PromQL duration: whole minutes as `10m`, whole seconds as `15s`, else milliseconds. */
export const promDuration = (seconds: number): string => {
  if (seconds >= 60 && seconds % 60 === 0) {
    return `${seconds / 60}m`;
  }
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1_000)}ms`;
};
