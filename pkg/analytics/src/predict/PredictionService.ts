import { type BudgetConfig, type Job, type Prediction, type Predictions, type Session } from '@eljefe/contract';

import { periodOf, type BudgetStatus } from '../budgets/budgetStatus';
import { type Read } from '../insight/compare';
import { Refreshed } from '../insight/refreshed';
import { likelyBottlenecks } from './bottleneck';
import { bottleneckPredictions } from './bottleneckPredictions';
import { budgetSpenders, costPredictions, type Spender } from './costPredictions';
import { History } from './History';
import { hourlyOf, hourlySql, readRun, runsSql, type RunRow, type SpentRow } from './historySql';
import { openJobs, openSessions } from './open';
import { runPredictions } from './runPredictions';
import { HOUR_MS, type Hourly } from './spending';

export interface PredictionDeps {
  read: Read;
  jobs(): Job[];
  sessions(): Session[];
  /** The newest ended sessions with their steps. */
  endedSessions(limit: number): Promise<Session[]>;
  budgets(): Promise<BudgetStatus[]>;
  now(): number;
}

const DAY_MS = 24 * HOUR_MS;
const HISTORY_MS = 30 * DAY_MS;
/** Ended sessions the bottlenecks are judged by. */
const JUDGED_SESSIONS = 300;
/** Subjects of budgets whose spending is foretold: those nearest to their limit. */
const MOST_BUDGETS = 50;
/** History is read anew after so long. */
const MAX_AGE_MS = 5 * 60_000;

interface Learnt {
  jobs: History;
  sessions: History;
  bottlenecks: Prediction[];
}

/** P1–P3: what is likely to come, from the store's history of 30 days and what runs now. */
export class PredictionService {
  private readonly learnt: Refreshed<Learnt>;
  private readonly costs: Refreshed<Prediction[]>;

  constructor(private readonly deps: PredictionDeps) {
    const options = { maxAgeMs: MAX_AGE_MS, now: deps.now };
    this.learnt = new Refreshed(() => this.learn(), options);
    this.costs = new Refreshed(() => this.foretellCosts(), options);
  }

  /** Everything foretold, the likeliest failures first. Learnt anew every five minutes; elapsed times are of now. */
  async predictions(): Promise<Predictions> {
    const now = this.deps.now();
    const [learnt, costs] = await Promise.all([this.learnt.get(), this.costs.get()]);
    const runs = [
      ...runPredictions(openJobs(this.deps.jobs(), now), learnt.jobs, now),
      ...runPredictions(openSessions(this.deps.sessions(), now), learnt.sessions, now),
    ].sort((a, b) => (b.probability ?? -1) - (a.probability ?? -1) || (b.value ?? -1) - (a.value ?? -1));
    const items = [...runs, ...learnt.bottlenecks, ...costs];
    const none = {
      severity: 'info' as const,
      text: 'Nothing to foretell: nothing runs and nothing was spent',
      hint: 'Failures and remaining times need work under way; forecasts need three days of costs.',
    };
    return {
      at: now,
      items,
      failure_skill: learnt.jobs.fitted.skill,
      notices: items.length === 0 ? [none] : [],
    };
  }

  private async learn(): Promise<Learnt> {
    const now = this.deps.now();
    const window = { from: now - HISTORY_MS, to: now };
    const read = async (table: 'jobs' | 'sessions'): Promise<History> =>
      new History((await this.deps.read<RunRow>(runsSql(table, window))).map(readRun));
    const ended = await this.deps.endedSessions(JUDGED_SESSIONS);
    return {
      jobs: await read('jobs'),
      sessions: await read('sessions'),
      bottlenecks: bottleneckPredictions(likelyBottlenecks(ended)),
    };
  }

  private async foretellCosts(): Promise<Prediction[]> {
    const now = this.deps.now();
    const budgets = (await this.deps.budgets()).slice(0, MOST_BUDGETS);
    const kinds = [...new Set<BudgetConfig['by']>(['all', ...budgets.map(({ by }) => by)])];
    const known = new Map(await Promise.all(kinds.map(async (by) => [by, await this.spentByHour(by, now)] as const)));
    const hourly = (by: BudgetConfig['by'], value: string): Hourly =>
      hourlyOf(known.get(by)?.get(value) ?? [], Math.floor(now / HOUR_MS));
    const fleet = (['day', 'month'] as const).map((period) =>
      this.fleet(period, { now, rows: known.get('all')?.get('') })
    );
    return costPredictions([...fleet, ...budgetSpenders(budgets, hourly)]);
  }

  private fleet(period: 'day' | 'month', { now, rows = [] }: { now: number; rows?: readonly SpentRow[] }): Spender {
    const { from, to } = periodOf(period, now);
    const inPeriod = rows.filter(({ hour }) => Number(hour) * HOUR_MS >= from);
    return {
      kind: 'cost',
      id: `cost:${period}`,
      subject: `all, ${period}`,
      name: period === 'day' ? 'Cost today' : 'Cost this month',
      period,
      to,
      spentUsd: inPeriod.reduce((sum, { usd }) => sum + Number(usd), 0),
      limitUsd: null,
      hourly: hourlyOf(rows, Math.floor(now / HOUR_MS)),
    };
  }

  private async spentByHour(by: BudgetConfig['by'], now: number): Promise<Map<string, SpentRow[]>> {
    // A month is longer than the history of the models by a day.
    const rows = await this.deps.read<SpentRow>(hourlySql(by, { from: now - HISTORY_MS - DAY_MS, to: now }));
    const byValue = new Map<string, SpentRow[]>();
    for (const row of rows) {
      const list = byValue.get(row.value) ?? [];
      list.push(row);
      byValue.set(row.value, list);
    }
    return byValue;
  }
}
