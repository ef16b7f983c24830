import { type Job, type Session } from '@eljefe/contract';

import { budgetStatuses, type BudgetStatus, type Spent } from '../budgets/budgetStatus';
import { spentSql } from '../budgets/spentQuery';
import { type Config } from '../config/schema';
import { GraphWatch, usualKey } from '../graph/GraphWatch';
import { usualSql, type UsualRow } from '../queries/usualQuery';
import { type Usual } from '../graph/waitFor';
import { type Remembered } from '../queries/series/remembered';
import { readTallies } from '../slo/sloQuery';
import { type Settings } from '../settings/Settings';
import { sloStatus, type SloStatus } from '../slo/sloStatus';
import { type Read } from './compare';
import { Refreshed } from './refreshed';

export interface BooksDeps {
  edited: Pick<Settings, 'slos' | 'budgets'>;
  stall: Config['stall'];
  read: Read;
  /** Absent where others may write the same rows. */
  remembered: Remembered | null;
  jobs(): Job[];
  sessions(): Session[];
  now(): number;
}

const SLO_AGE_MS = 20_000;
const BUDGET_AGE_MS = 10_000;
const USUAL_AGE_MS = 300_000;

/** What is kept up to date beside the store: objectives, budgets, what is usual, and what is stuck. */
export class Books {
  readonly watch: GraphWatch;
  private readonly slos: Refreshed<SloStatus[]>;
  private readonly spent: Refreshed<BudgetStatus[]>;
  private readonly usual: Refreshed<Map<string, Usual>>;

  constructor(private readonly deps: BooksDeps) {
    const { now } = deps;
    this.slos = new Refreshed(() => this.readSlos(), { maxAgeMs: SLO_AGE_MS, now });
    this.spent = new Refreshed(() => this.readBudgets(), { maxAgeMs: BUDGET_AGE_MS, now });
    this.usual = new Refreshed(() => this.readUsual(), { maxAgeMs: USUAL_AGE_MS, now });
    this.watch = new GraphWatch({
      sessions: () => deps.sessions(),
      jobs: () => deps.jobs(),
      usual: () => this.usual.last() ?? new Map<string, Usual>(),
      rules: deps.stall,
      now,
    });
  }

  /** Every configured objective, at most 20 s old. */
  sloStatuses(): Promise<SloStatus[]> {
    return this.slos.get();
  }

  /** Every configured budget by subject, at most 10 s old. */
  budgets(): Promise<BudgetStatus[]> {
    return this.spent.get();
  }

  lastSlos = (): SloStatus[] => this.slos.last() ?? [];
  lastBudgets = (): BudgetStatus[] => this.spent.last() ?? [];

  /** Brings everything up to date; called on a timer, so that `/metrics` never waits for the store. */
  async refresh(): Promise<void> {
    await this.usual.get();
    this.watch.look();
    await this.slos.get();
    await this.spent.get();
  }

  private async readSlos(): Promise<SloStatus[]> {
    const now = this.deps.now();
    return Promise.all(
      this.deps.edited.slos.map(async (slo) => {
        return sloStatus(slo, await readTallies(slo, now, this.deps));
      })
    );
  }

  private async readBudgets(): Promise<BudgetStatus[]> {
    const now = this.deps.now();
    const open = this.deps.jobs();
    const statuses = await Promise.all(
      this.deps.edited.budgets.map(async (budget) => {
        const rows = await this.deps.read<Spent>(spentSql(budget, now));
        const spent = rows.map(({ value, usd, unpriced }) => ({
          value,
          usd: Number(usd ?? 0),
          unpriced: Number(unpriced),
        }));
        return budgetStatuses(budget, { now, spent, open });
      })
    );
    return statuses.flat().sort((a, b) => b.ratio - a.ratio);
  }

  private async readUsual(): Promise<Map<string, Usual>> {
    const rows = await this.deps.read<UsualRow>(usualSql(this.deps.now()));
    return new Map(
      rows.map(({ workflow, step, runs, p95, p99 }) => [
        usualKey(workflow || null, step),
        { runs: Number(runs), p95: Number(p95), p99: Number(p99) },
      ])
    );
  }
}
