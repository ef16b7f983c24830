/**
 * A timer whose runs never overlap and whose failures are told, not thrown.
 * @returns stops it
 */
export const every = (ms: number, run: () => Promise<void> | void, onError: (error: unknown) => void): (() => void) => {
  let running = false;
  const timer = setInterval(() => {
    if (running) {
      return;
    }
    running = true;
    Promise.resolve()
      .then(run)
      .catch(onError)
      .finally(() => {
        running = false;
      });
  }, ms);
  return () => clearInterval(timer);
};
