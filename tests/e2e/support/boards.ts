import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Saved {
  uid: string;
  title: string;
  panels: Array<{ id: number; type: string; title: string }>;
  templating: { list: Array<{ name: string; label?: string; type: string; hide?: number | string }> };
  annotations: { list: Array<{ name: string; target?: { kind?: string } }> };
}

const FOLDER = path.join(__dirname, '../../../provisioning/dashboards/eljefe');

/** The dashboards as they are provisioned. */
export const BOARDS: Saved[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')));

/** The id of a panel of the Overview, by its title. */
export const overviewPanel = (title: string): number => {
  const panels = BOARDS.find(({ uid }) => uid === 'eljefe-overview')?.panels ?? [];
  const panel = panels.find((one) => one.title === title);
  if (panel === undefined) {
    throw new Error(`the Overview has no panel "${title}"`);
  }
  return panel.id;
};
