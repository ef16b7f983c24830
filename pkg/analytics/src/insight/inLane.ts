import { type Read } from './compare';

/** Reads of which only so many are under way at once; the others wait in order, so that whoever reads beside them does not. */
export const inLane = (most: number, read: Read): Read => {
  let free = most;
  const waiting: Array<() => void> = [];
  const enter = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) {
      next();
    } else {
      free += 1;
    }
  };
  return async (sql) => {
    await enter();
    try {
      return await read(sql);
    } finally {
      leave();
    }
  };
};
