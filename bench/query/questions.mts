import { readFileSync } from 'node:fs';

interface Panel {
  title?: string;
  targets?: Array<Record<string, unknown>>;
  panels?: Panel[];
}

export interface Question {
  panel: string;
  query: Record<string, unknown>;
}

const walk = (panels: readonly Panel[]): Panel[] => panels.flatMap((panel) => [panel, ...walk(panel.panels ?? [])]);

/** A dashboard's questions as its data source sends them when every variable stands at All. */
export const questionsOf = (file: string): Question[] => {
  const dashboard: { panels: Panel[] } = JSON.parse(readFileSync(file, 'utf8'));
  return walk(dashboard.panels).flatMap(({ title = '', targets = [] }) =>
    targets.map(({ datasource: _datasource, schemaVersion: _version, filters: _all, ...query }) => ({
      panel: title,
      query: { ...query, filters: [] },
    }))
  );
};
