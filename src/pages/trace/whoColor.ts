import { type GrafanaTheme2 } from '@grafana/data';

/** Hues that differ; red is left to what failed. */
const HUES = [
  'blue',
  'purple',
  'green',
  'orange',
  'super-light-blue',
  'super-light-purple',
  'yellow',
  'dark-blue',
  'dark-purple',
  'dark-green',
];

export type Colors = ReadonlyMap<string, string>;

/** A colour for each agent of a session, in the order they first appear; its name is always written beside it. */
export const whoColors = (theme: GrafanaTheme2, names: Iterable<string>): Colors =>
  new Map(
    [...new Set(names)].map((name, index) => [
      name,
      theme.visualization.getColorByName(HUES[index % HUES.length] ?? 'blue'),
    ])
  );
