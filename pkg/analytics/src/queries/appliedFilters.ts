import { type Filter, type Notice } from '@eljefe/contract';

import { type ComputedName, type Measure } from '../measures/measure';
import { LIST_DIMENSIONS, ROWS, type Rows, type RowsName } from '../measures/rows';

/** What a question's rows can be filtered by. */
export interface Filterable {
  title: string;
  dimensions: readonly string[];
  /** Has it labels, for `label.<name>`? */
  labels: boolean;
}

export interface Applied {
  filters: Filter[];
  notices: Notice[];
}

const LABEL = /^label\./;

/** Every name some rows know. */
const KNOWN: ReadonlySet<string> = new Set(Object.values(ROWS).flatMap(({ dimensions }) => Object.keys(dimensions)));

/** By what rows of a kind can be filtered. */
export const filterableRows = (name: RowsName, title: string): Filterable => {
  const rows: Rows = ROWS[name];
  const lists = Object.keys(LIST_DIMENSIONS[name] ?? {});
  return { title, dimensions: [...Object.keys(rows.dimensions), ...lists], labels: rows.labels !== null };
};

/** What computed measures are made of: rows, or these dimensions alone. */
const COMPUTED: Readonly<Record<ComputedName, RowsName | readonly string[]>> = {
  systemHealth: 'jobs',
  uptime: ['source'],
  mtbf: ['source'],
  mttr: ['source'],
  sloCompliance: [],
  errorBudget: [],
  improvementTime: 'sessions',
  improvementSuccess: 'jobs',
  improvementCost: 'jobs',
  stalls: ['source', 'workflow', 'session_id'],
  dataIntegrity: [],
};

/** By what a measure can be filtered. */
export const filterableMeasure = (measure: Measure): Filterable => {
  const { title } = measure.info;
  switch (measure.kind) {
    case 'sql':
      return filterableRows(measure.rows, title);
    case 'concurrency':
      return filterableRows(measure.table, title);
    case 'sampled':
      return { title, dimensions: measure.subject === 'host' ? ['source'] : [], labels: false };
    case 'computed': {
      const of = COMPUTED[measure.compute];
      return typeof of === 'string' ? filterableRows(of, title) : { title, dimensions: of, labels: false };
    }
    case 'absent':
      return { title, dimensions: [], labels: false };
  }
};

const hintOf = ({ dimensions, labels }: Filterable): string =>
  dimensions.length === 0 && !labels
    ? 'It can be filtered by nothing: it is of all work.'
    : `It can be filtered by ${dimensions.join(', ')}${labels ? ', label.<name>' : ''}.`;

/**
 * The filters that apply. One dashboard asks many questions under the same filters, and not every measure knows each
 * dimension: such a filter is left out and said to be. A name that no rows know is kept, to be refused.
 */
export const appliedFilters = (filters: readonly Filter[], about: Filterable): Applied => {
  const set = filters.filter(({ values }) => values.length > 0);
  const knows = (key: string): boolean => about.dimensions.includes(key) || (about.labels && LABEL.test(key));
  const isForeign = (key: string): boolean => !knows(key) && (KNOWN.has(key) || LABEL.test(key));
  const foreign = [...new Set(set.map(({ key }) => key).filter(isForeign))];
  return {
    filters: set.filter(({ key }) => !isForeign(key)),
    notices:
      foreign.length === 0
        ? []
        : [
            {
              severity: 'warning',
              text: `${about.title} is not filtered by ${foreign.join(', ')}: it does not know ${foreign.length === 1 ? 'this dimension' : 'these dimensions'}`,
              hint: hintOf(about),
            },
          ],
  };
};
