/** A total also has the rows it rests on, and where a host is measured its source: leaves the values alone. */
export const ONLY_VALUES = {
  id: 'filterFieldsByName',
  options: { exclude: { pattern: '^(count|source|Former window|Change)$' } },
};

/** The same, with the groups that the values belong to. */
export const VALUES_BY_GROUP = {
  id: 'filterFieldsByName',
  options: { exclude: { pattern: '^(count|Former window|Change)$' } },
};

/** A group without a name, and a cell without a value, said shortly; the panel's own text is for no rows at all. */
export const EMPTY_GROUP = { id: 'noValue', value: '(none)' };
export const EMPTY_CELL = { id: 'noValue', value: '–' };
