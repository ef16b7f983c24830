import { AGENT_MEASURES } from './agent';
import { type Measure } from './measure';
import { SYSTEM_MEASURES } from './system';
import { WORKFLOW_MEASURES } from './workflow';

/** Every measure, defined once: the query API, the catalogue, `/metrics` and the docs are made of it. */
export const MEASURES: readonly Measure[] = [...AGENT_MEASURES, ...WORKFLOW_MEASURES, ...SYSTEM_MEASURES];

/** Finds a measure by its name, or by its feature id when that names only one. */
export const findMeasure = (nameOrId: string): Measure | null => {
  const byName = MEASURES.find(({ info }) => info.name === nameOrId);
  if (byName) {
    return byName;
  }
  const byId = MEASURES.filter(({ info }) => info.id === nameOrId);
  return byId.length === 1 ? (byId[0] ?? null) : null;
};
