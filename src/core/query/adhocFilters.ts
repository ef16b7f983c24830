import { type Filter } from '@eljefe/contract';
import { type AdHocVariableFilter } from '@grafana/data';

const OPS: Readonly<Record<string, Filter['op']>> = {
  '=': '=',
  '!=': '!=',
  '=~': '=~',
  '!~': '!~',
  '=|': '=|',
  '!=|': '!=|',
};

export interface AdhocReading {
  filters: Filter[];
  /** Filters that mean nothing here, as text for a notice. */
  refused: string[];
}

/** Grafana's ad-hoc filters as filters of a query; comparisons of size are refused, since dimensions have no order. */
export const adhocFilters = (given: readonly AdHocVariableFilter[] | undefined): AdhocReading => {
  const reading: AdhocReading = { filters: [], refused: [] };
  for (const { key, operator, value, values } of given ?? []) {
    const op = Object.hasOwn(OPS, operator) ? OPS[operator] : undefined;
    const list = values && values.length > 0 ? values : [value];
    if (key === '' || list.every((item) => item === '')) {
      continue;
    }
    if (op === undefined) {
      reading.refused.push(`${key} ${operator} ${value}`);
    } else {
      reading.filters.push({ key, op, values: list });
    }
  }
  return reading;
};
