import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { asRecord, asText, asTexts, isRecord, type JsonRecord } from '../shared/json';
import type { DashboardSummary } from '../shared/workbenchBoot';
import type { InstalledPlugin } from './readPlugins';
import type { DashboardProvider } from './readProvisioning';

export interface DashboardFile {
  summary: DashboardSummary;
  model: JsonRecord;
}

/** Dashboards of the providers' folders, then those that the app ships; the first of one uid wins. */
export function readDashboards(
  providers: readonly DashboardProvider[],
  plugins: readonly InstalledPlugin[]
): DashboardFile[] {
  const provisioned = providers.flatMap((provider) =>
    jsonFilesBelow(provider.path).map((file) => readDashboard(file, provider.folder))
  );
  const shipped = plugins.flatMap((plugin) =>
    plugin.dashboardPaths.filter(existsSync).map((file) => readDashboard(file, 'General'))
  );
  const byUid = new Map<string, DashboardFile>();
  for (const dashboard of [...provisioned, ...shipped]) {
    if (dashboard !== null && !byUid.has(dashboard.summary.uid)) {
      byUid.set(dashboard.summary.uid, dashboard);
    }
  }
  return [...byUid.values()];
}

function jsonFilesBelow(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => path.join(folder, name));
}

function readDashboard(file: string, folder: string): DashboardFile | null {
  const model: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(model) || !Array.isArray(model['panels'])) {
    return null;
  }
  const name = path.basename(file, '.json');
  const summary = {
    uid: asText(model['uid'], name),
    title: asText(model['title'], name),
    description: asText(model['description']),
    tags: asTexts(model['tags']),
    folder,
    panelCount: countPanels(model),
  };
  return { summary, model };
}

function countPanels(model: JsonRecord): number {
  const panels = Array.isArray(model['panels']) ? model['panels'].map(asRecord) : [];
  return panels.reduce((sum, panel) => sum + (asText(panel['type']) === 'row' ? countPanels(panel) : 1), 0);
}
