/** Label values kept apart per label; what comes later is counted as `other`, so that no source can flood Prometheus. */
const MAX_LABEL_VALUES = 200;

/** Bounds how many different values each label takes. */
export class LabelBound {
  private readonly seen = new Map<string, Set<string>>();

  bound<T extends Record<string, string>>(labels: T): T {
    const bounded = Object.entries(labels).map(([name, value]) => [name, this.one(name, value)]);
    return Object.fromEntries(bounded);
  }

  private one(name: string, value: string): string {
    const values = this.seen.get(name) ?? new Set<string>();
    this.seen.set(name, values);
    if (!values.has(value) && values.size >= MAX_LABEL_VALUES) {
      return 'other';
    }
    values.add(value);
    return value;
  }
}
