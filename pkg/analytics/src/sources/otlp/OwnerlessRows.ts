import { type RowOf } from '../../store/schema';

type SpanRow = RowOf<'spans'>;

const MOST = 20_000;
const MOST_CHARS = 32_000_000;

const charsOf = ({ attributes, events, links }: SpanRow): number => attributes.length + events.length + links.length;

/**
 * Rows of spans that were stored before it was known which job they belong to: their parent may come later. Kept until it
 * is known, then written once more with it; the newer version of a row replaces the older. Bounded in number and in
 * characters: of more the oldest stay without a job.
 */
export class OwnerlessRows {
  private readonly rows = new Map<string, SpanRow>();

  private chars = 0;

  constructor(
    private readonly most = MOST,
    private readonly mostChars = MOST_CHARS
  ) {}

  get size(): number {
    return this.rows.size;
  }

  hold(rows: readonly SpanRow[]): void {
    for (const row of rows) {
      this.drop(row.span_id);
      this.rows.set(row.span_id, row);
      this.chars += charsOf(row);
    }
    for (const [id] of this.rows) {
      if (this.rows.size <= this.most && this.chars <= this.mostChars) {
        return;
      }
      this.drop(id);
    }
  }

  /** Rows whose job is known now, with it. @param owners span id → job; @param received version of the new rows */
  take(owners: ReadonlyMap<string, string>, received: number): SpanRow[] {
    if (this.rows.size === 0) {
      return [];
    }
    const known: SpanRow[] = [];
    for (const [span, job] of owners) {
      const row = this.rows.get(span);
      if (row !== undefined) {
        this.drop(span);
        known.push({ ...row, job_id: job, received: Math.max(received, row.received + 1) });
      }
    }
    return known;
  }

  private drop(span: string): void {
    const row = this.rows.get(span);
    if (row !== undefined) {
      this.rows.delete(span);
      this.chars -= charsOf(row);
    }
  }
}
