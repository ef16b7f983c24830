/** What one source says: value and origin by dotted path. */
export interface Setting {
  path: string;
  value: unknown;
  /** For people: `environment ELJEFE_PORT`, `flag --port`, `file ./eljefe.yaml`. */
  origin: string;
}
export type Layer = readonly Setting[];
