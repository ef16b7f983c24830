import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { parse, problemText } from '@eljefe/contract';
import { Type, type Static } from '@sinclair/typebox';

import { criticalPath, type Work } from '../../pkg/analytics/src/graph/criticalPath';
import { type Evaluated } from '../evaluate';

/** The part of WfFormat 1.5 that tells dependencies and run times. */
const Recorded = Type.Object({
  workflow: Type.Object({
    specification: Type.Object({
      tasks: Type.Array(Type.Object({ id: Type.String(), parents: Type.Array(Type.String()) })),
    }),
    execution: Type.Object({
      tasks: Type.Array(Type.Object({ id: Type.String(), runtimeInSeconds: Type.Number({ minimum: 0 }) })),
    }),
  }),
});

const readRun = (file: string): Static<typeof Recorded> => {
  const bytes = readFileSync(file);
  const read: unknown = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  const found = parse(Recorded, read);
  if (!found.ok) {
    throw new Error(problemText(found.problems));
  }
  return found.value;
};

const worksOf = ({ workflow }: Static<typeof Recorded>): Work[] => {
  const seconds = new Map(workflow.execution.tasks.map(({ id, runtimeInSeconds }) => [id, runtimeInSeconds]));
  return workflow.specification.tasks.map(({ id, parents }) => ({ id, length: seconds.get(id) ?? 0, parents }));
};

/** Lengths by file, out of `critical-path.csv`; columns are found by name. */
const references = (folder: string): Map<string, number> => {
  const [head = '', ...lines] = readFileSync(join(folder, 'critical-path.csv'), 'utf8').trim().split(/\r?\n/);
  const columns = head.split(',');
  const [file, length] = [columns.indexOf('file'), columns.indexOf('critical_path_s')];
  return new Map(lines.map((line) => line.split(',')).map((cells) => [cells[file] ?? '', Number(cells[length])]));
};

const runsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.json(\.gz)?$/.test(name))
    .map((name) => join(folder, name))
    .sort();

interface Measured {
  difference: number | null;
  tasks: number;
  slackOnPath: number;
  negative: number;
}

const measure = (file: string, reference: number | undefined): Measured => {
  const works = worksOf(readRun(file));
  const result = criticalPath(works);
  if (!result.ok) {
    throw new Error(`its tasks depend on each other in a circle: ${result.cycles[0]?.join(', ')}`);
  }
  const { length, path, slack } = result.critical;
  const slacks = [...slack.values()];
  return {
    difference: reference === undefined ? null : Math.abs(length - reference) / Math.max(reference, Number.MIN_VALUE),
    tasks: works.length,
    slackOnPath: path.reduce((most, id) => Math.max(most, (slack.get(id)?.slack ?? Infinity) / length), 0),
    negative: slacks.filter(({ earliest, latest }) => latest - earliest < -1e-9 * length).length,
  };
};

/** Recorded workflows against reference lengths: greatest relative difference, slack on the path, time. */
export const evaluateCriticalPath = (folder: string): Evaluated[] => {
  const known = references(folder);
  const began = performance.now();
  const measured = runsIn(folder).flatMap((file): Measured[] => {
    try {
      return [measure(file, known.get(relative(folder, file)))];
    } catch (error) {
      process.stderr.write(
        `refused ${relative(folder, file)}: ${error instanceof Error ? error.message : String(error)}\n`
      );
      return [];
    }
  });
  const compared = measured.flatMap(({ difference }) => difference ?? []);
  return [
    { metric: 'files', value: measured.length },
    { metric: 'compared', value: compared.length },
    { metric: 'tasks', value: measured.reduce((sum, { tasks }) => sum + tasks, 0) },
    { metric: 'negative_slack', value: measured.reduce((sum, { negative }) => sum + negative, 0) },
    { metric: 'max_rel_slack_on_path', value: Math.max(0, ...measured.map(({ slackOnPath }) => slackOnPath)) },
    { metric: 'total_ms', value: Math.round(performance.now() - began) },
    { metric: 'max_rel_diff', value: compared.length === 0 ? NaN : Math.max(...compared) },
  ];
};
