/** A list as somebody left it: its filters, order and range, by name (T4). */
export interface SavedView {
  id: string;
  name: string;
  page: string;
  /** The parameters of the address, without the question mark. */
  query: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const viewOf = (value: unknown): SavedView[] => {
  if (!isRecord(value)) {
    return [];
  }
  const { id, name, page, query } = value;
  return typeof id === 'string' && typeof name === 'string' && typeof page === 'string' && typeof query === 'string'
    ? [{ id, name, page, query }]
    : [];
};

/** What the storage holds; whatever is no view is left out. */
export const readViews = (text: string | null): SavedView[] => {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? read.flatMap(viewOf) : [];
  } catch {
    return [];
  }
};

export const writeViews = (views: readonly SavedView[]): string => JSON.stringify(views);

/** The present address as a view's query: the page's own parameters alone, in a fixed order. */
export const viewQuery = (search: URLSearchParams, params: readonly string[]): string => {
  const kept = new URLSearchParams();
  for (const name of [...params].sort()) {
    for (const value of search.getAll(name)) {
      if (value !== '') {
        kept.append(name, value);
      }
    }
  }
  return kept.toString();
};

/** Adds a view; one of the same name on the same page is replaced. */
export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] => [
  ...views.filter(({ page, name }) => page !== view.page || name !== view.name),
  view,
];

/** Changes of the address that show a view: its parameters set, the page's others removed. */
export const viewChanges = (query: string, params: readonly string[]): Record<string, string[] | null> => {
  const wanted = new URLSearchParams(query);
  return Object.fromEntries(
    params.map((name): [string, string[] | null] => [name, wanted.has(name) ? wanted.getAll(name) : null])
  );
};
