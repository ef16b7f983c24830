import { AGENT_MEASURES } from './agent';
import { COST_MEASURES } from './cost';
import { type Measure } from './measure';
import { QUALITY_MEASURES } from './quality';
import { SYSTEM_MEASURES } from './system';
import { WORKFLOW_MEASURES } from './workflow';

const HOW: Readonly<Record<Measure['kind'], string>> = {
  sql: 'from the stored rows, in the store',
  concurrency: 'from starts and ends in the store, and the live state',
  sampled: 'from samples kept as a series',
  computed: 'by the service, from stored rows and the live state',
  absent: 'not computed: no source supplies it',
};

const told = (measure: Measure): Measure => ({ ...measure, info: { ...measure.info, how: HOW[measure.kind] } });

/** Every measure, defined once: the query API, the catalogue, `/metrics` and the docs are made of it. */
export const MEASURES: readonly Measure[] = [
  ...AGENT_MEASURES,
  ...QUALITY_MEASURES,
  ...COST_MEASURES,
  ...WORKFLOW_MEASURES,
  ...SYSTEM_MEASURES,
].map(told);

const BY_NAME: ReadonlyMap<string, Measure> = new Map(MEASURES.map((measure) => [measure.info.name, measure]));

/** Finds a measure by its name, or by its feature id when that names only one. */
export const findMeasure = (nameOrId: string): Measure | null => {
  const byName = BY_NAME.get(nameOrId);
  if (byName) {
    return byName;
  }
  const byId = MEASURES.filter(({ info }) => info.id === nameOrId);
  return byId.length === 1 ? (byId[0] ?? null) : null;
};
