import { expect, test } from 'vitest';

import { type Sql } from '../queries/where';
import { inLane } from './inLane';

test('B1: of many reads only so many are under way, in order, and a failed one makes room', async () => {
  const open: Array<{ name: string; end: (error?: Error) => void }> = [];
  const read = <T>({ text }: Sql): Promise<T[]> =>
    new Promise((resolve, reject) => {
      open.push({ name: text, end: (error) => (error ? reject(error) : resolve([])) });
    });
  const lane = inLane(2, read);
  const asked = ['a', 'b', 'c', 'd'].map((text) => lane({ text, params: {} }));
  const names = (): string[] => open.map(({ name }) => name);
  await Promise.resolve();
  expect(names()).toEqual(['a', 'b']);

  open[1]?.end(new Error('gone'));
  await expect(asked[1]).rejects.toThrow('gone');
  await Promise.resolve();
  expect(names()).toEqual(['a', 'b', 'c']);

  open[0]?.end();
  await asked[0];
  await Promise.resolve();
  expect(names()).toEqual(['a', 'b', 'c', 'd']);
});
