/** Query string values as Grafana's location service gives them. */
export type SearchValues = Readonly<Record<string, unknown>>;

const CARRIED = /^(?:from|to|timezone|var-.+)$/;

const texts = (value: unknown): string[] => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list
    .filter((item): item is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof item))
    .map(String);
};

export interface DrilldownInput {
  /** Target as the panel's option holds it, for example `/d/eljefe-agent`; may have a query string already. */
  target: string;
  /** Variables to set, by name without `var-`. Null and empty values are left out. */
  variables: Readonly<Record<string, string | null>>;
  /** The present page's query string: time range, time zone and variables travel along. */
  search: SearchValues;
}

/**
 * Builds the address of a drill-down.
 * @returns the address, or null when the target is empty or is no address inside Grafana or on http(s)
 */
export const drilldownUrl = ({ target, variables, search }: DrilldownInput): string | null => {
  const [address = '', query = ''] = target.trim().split('?', 2);
  if (!/^(?:\/(?!\/)|https?:\/\/)/i.test(address)) {
    return null;
  }
  const params = new URLSearchParams(query);
  for (const [key, value] of Object.entries(search)) {
    if (CARRIED.test(key) && !params.has(key)) {
      texts(value).forEach((text) => params.append(key, text));
    }
  }
  for (const [name, value] of Object.entries(variables)) {
    if (value) {
      params.set(`var-${name}`, value);
    }
  }
  const joined = params.toString();
  return joined === '' ? address : `${address}?${joined}`;
};
