/** An element that a ref holds, to be read only. React 18 and 19 type refs differently; both fit this. */
export interface Held<T> {
  readonly current: T | null;
}
