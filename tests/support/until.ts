const PAUSE_MS = 100;

interface Waiting {
  withinMs: number;
  /** What is waited for, for the message when it does not come. */
  what: string;
}

/**
 * Asks again and again until the answer is not null.
 * @throws Error when the time is up
 */
export const until = async <T>(ask: () => Promise<T | null>, { withinMs, what }: Waiting): Promise<T> => {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
};
