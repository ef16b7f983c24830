import { type AgentGroup, type Arrangement } from './arrangeAgents';

/** One horizontal strip of the scroll area. */
export type AgentLine =
  | { kind: 'group'; id: string; height: number; group: AgentGroup }
  | { kind: 'rows'; id: string; height: number; keys: string[] };

export interface LinesInput {
  arrangement: Arrangement;
  /** Rows side by side: 1 in the table. */
  perLine: number;
  rowHeight: number;
  groupHeight: number;
}

const rowLines = (group: AgentGroup, { perLine, rowHeight }: LinesInput): AgentLine[] => {
  const lines: AgentLine[] = [];
  for (let start = 0; start < group.keys.length; start += perLine) {
    const keys = group.keys.slice(start, start + perLine);
    lines.push({ kind: 'rows', id: `${group.id}\u0001${perLine}\u0001${start / perLine}`, height: rowHeight, keys });
  }
  return lines;
};

/** Cuts an arrangement into strips of known height, so that only those in sight are drawn. */
export const agentLines = (input: LinesInput): AgentLine[] =>
  input.arrangement.groups.flatMap((group): AgentLine[] => {
    const head: AgentLine[] = input.arrangement.grouped
      ? [{ kind: 'group', id: `group\u0001${group.id}`, height: input.groupHeight, group }]
      : [];
    return group.collapsed ? head : [...head, ...rowLines(group, input)];
  });

/** Arrow keys' targets: the row one step away in drawing order, staying in the column where there is one. */
export const neighbour = (lines: readonly AgentLine[], key: string | null, move: string): string | null => {
  const grid = lines.flatMap((line) => (line.kind === 'rows' ? [line.keys] : []));
  const flat = grid.flat();
  const y = grid.findIndex((keys) => key !== null && keys.includes(key));
  if (key === null || y < 0) {
    return flat[0] ?? null;
  }
  const x = grid[y]?.indexOf(key) ?? 0;
  const inLine = (line: number): string | null => grid[line]?.[Math.min(x, (grid[line]?.length ?? 1) - 1)] ?? null;
  const page = 5;
  switch (move) {
    case 'ArrowRight':
      return flat[flat.indexOf(key) + 1] ?? key;
    case 'ArrowLeft':
      return flat[flat.indexOf(key) - 1] ?? key;
    case 'ArrowDown':
      return inLine(y + 1) ?? key;
    case 'ArrowUp':
      return inLine(y - 1) ?? key;
    case 'PageDown':
      return inLine(Math.min(y + page, grid.length - 1)) ?? key;
    case 'PageUp':
      return inLine(Math.max(y - page, 0)) ?? key;
    case 'Home':
      return flat[0] ?? key;
    case 'End':
      return flat[flat.length - 1] ?? key;
    default:
      return key;
  }
};
