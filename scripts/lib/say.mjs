const started = Date.now();

/** One line of what is being done, with the seconds since the start. */
export const say = (text) => {
  const seconds = ((Date.now() - started) / 1_000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${text}\n`);
};
