import { Type, type Static } from '@sinclair/typebox';

import { type Read, type Remembered } from './remembered';

const Value = Type.Union([Type.Number(), Type.Null()]);
const Kept = <const T extends Record<string, typeof Value>>(figures: T) =>
  Type.Array(
    Type.Object({
      key: Type.String(),
      grainMs: Type.Integer({ minimum: 1 }),
      buckets: Type.Array(
        Type.Tuple([
          Type.Integer(),
          Type.Array(Type.Object({ t: Type.Number(), g: Type.Array(Type.String()), n: Type.Number(), ...figures })),
        ])
      ),
    })
  );

/** What is remembered of long windows, and the newest version of a row in each table when it was. */
export const KeptBuckets = Type.Object({
  /** Of the program: another one may define its measures otherwise. */
  program: Type.String(),
  newest: Type.Object({ jobs: Type.String(), sessions: Type.String() }),
  points: Kept({ value: Value }),
  sums: Kept({ top: Value, bottom: Value }),
});
export type KeptBuckets = Static<typeof KeptBuckets>;

/** Versions of rows only grow: with the same newest one nothing was written. */
const newestVersions = async (read: Read): Promise<KeptBuckets['newest']> => {
  const [row] = await read<KeptBuckets['newest']>({
    text: 'SELECT (SELECT toString(max(version)) FROM jobs) AS jobs, (SELECT toString(max(version)) FROM sessions) AS sessions',
    params: {},
  });
  return row ?? { jobs: '', sessions: '' };
};

/** All that is remembered; to be called when nothing is written any more. */
export const keepBuckets = async (remembered: Remembered, program: string, read: Read): Promise<KeptBuckets> => ({
  program,
  newest: await newestVersions(read),
  points: remembered.points.dump().map(plain),
  sums: remembered.sums.dump().map(plain),
});

const plain = <T>({
  key,
  grainMs,
  buckets,
}: {
  key: string;
  grainMs: number;
  buckets: Array<[number, readonly T[]]>;
}) => ({
  key,
  grainMs,
  buckets: buckets.map(([from, rows]): [number, T[]] => [from, [...rows]]),
});

const tableOf = (key: string): 'jobs' | 'sessions' => {
  const asked: unknown[] = JSON.parse(key);
  return asked[0] === 'sessions' ? 'sessions' : 'jobs';
};

/**
 * Remembers again what a former process kept.
 * @returns false when it is of another program, or rows were written since it was kept: then nothing is taken
 */
export const recallBuckets = async (
  kept: KeptBuckets,
  remembered: Remembered,
  { program, read }: { program: string; read: Read }
): Promise<boolean> => {
  const newest = await newestVersions(read);
  if (kept.program !== program || newest.jobs !== kept.newest.jobs || newest.sessions !== kept.newest.sessions) {
    return false;
  }
  kept.points.forEach((question) => remembered.points.restore(question, remembered.touched[tableOf(question.key)]));
  kept.sums.forEach((question) => remembered.sums.restore(question, remembered.touched[tableOf(question.key)]));
  return true;
};
