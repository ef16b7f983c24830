/** Label values kept apart per label; what comes later is counted as `other`, so that no source can flood Prometheus. */
const MAX_LABEL_VALUES = 200;

/** Bounds how many different values each label takes. */
export class LabelBound {
  private readonly seen = new Map<string, Set<string>>();

  bound<T extends Record<string, string>>(labels: T): T {
    // Nearly always nothing is beyond the bound, and this runs for every job that ends: no copy then.
    return Object.entries(labels).reduce((bounded, [name, value]) => {
      const one = this.one(name, value);
      return one === value ? bounded : { ...bounded, [name]: one };
    }, labels);
  }

  private one(name: string, value: string): string {
    const values = this.seen.get(name) ?? new Set<string>();
    if (values.has(value)) {
      return value;
    }
    if (values.size >= MAX_LABEL_VALUES) {
      return 'other';
    }
    this.seen.set(name, values.add(value));
    return value;
  }
}
