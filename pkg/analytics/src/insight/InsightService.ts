import { type FeedEvent, type Insights, type Opportunity, type PerformanceTrend, type Session } from '@eljefe/contract';

import { findMeasure, MEASURES } from '../measures/registry';
import { settingParams, type MeasureSettings } from '../measures/settings';
import { readPoints, type Remembered } from '../queries/series/remembered';
import { type Window } from '../queries/window';
import { type Books } from './Books';
import { COMPARED_MEASURES, compareFormer, type Read } from './compare';
import {
  bottleneckOpportunities,
  budgetInsights,
  changes,
  missedTargets,
  sloInsights,
  troubles,
  type Targeted,
} from './insightsOf';
import { readHealth, type HealthInputs } from './readHealth';

export interface InsightDeps {
  read: Read;
  /** Absent where others may write the same rows. */
  remembered: Remembered | null;
  books: Books;
  health(): HealthInputs;
  sessions(): Session[];
  /** Alert events of the last day, oldest first. */
  alerts(): Promise<FeedEvent[]>;
  settings: MeasureSettings;
  now(): number;
}

const SEVERITY_ORDER = { critical: 0, warning: 1, info: 2 } as const;

/** Alerts whose last word is that they fire. */
export const activeAlerts = (events: readonly FeedEvent[]): FeedEvent[] => {
  const last = new Map<string, FeedEvent>();
  for (const event of events) {
    const name = event.title.replace(/^Resolved: /, '');
    last.set(`${event.source}\u0000${name}\u0000${event.subject ?? ''}`, event);
  }
  return [...last.values()].filter(({ title }) => !title.startsWith('Resolved: '));
};

/** P5: the five fields for a window, and insights in words. */
export class InsightService {
  constructor(private readonly deps: InsightDeps) {}

  /** Comes without what the store cannot tell now; a notice says so. */
  async insights(windowMs: number): Promise<Insights> {
    const to = this.deps.now();
    const window = { from: to - windowMs, to };
    const [trends, targets, health, slos, budgets, alerts] = await Promise.all([
      this.trends(window),
      this.targets(window),
      readHealth({ window, filters: [] }, this.deps.health()),
      this.deps.books.sloStatuses(),
      this.deps.books.budgets(),
      this.deps.alerts(),
    ]);
    const stuck = this.deps.books.watch.troubles();
    const changed = changes(trends);
    const found = [
      ...troubles(stuck),
      ...budgetInsights(budgets),
      ...sloInsights(slos),
      ...missedTargets(targets),
      ...changed,
    ].sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
    return {
      at: to,
      ...window,
      performance_trends: trends,
      anomaly_count: changed.length + stuck.deadlocks.length + stuck.stalls.length + stuck.loops.length,
      active_alerts: activeAlerts(alerts).length,
      system_health_score: health.score,
      health,
      optimization_opportunities: this.opportunities(stuck.loops.map(({ loop, session_id }) => ({ loop, session_id }))),
      insights: found,
      notices:
        found.length > 0
          ? []
          : [
              {
                severity: 'info',
                text: 'Nothing stands out in this window',
                hint: 'Targets are met or rest on too few jobs, no change against the window before is significant, nothing is stuck.',
              },
            ],
    };
  }

  private async trends(window: Window): Promise<PerformanceTrend[]> {
    const measures = COMPARED_MEASURES.flatMap((name) => findMeasure(name) ?? []);
    const made = await Promise.all(
      measures.map((measure) => compareFormer(measure, { window, filters: [], read: this.deps.read }))
    );
    return made.filter((trend) => trend !== null);
  }

  /** Measures with a target, for all together and for each agent type. */
  private async targets(window: Window): Promise<Targeted[]> {
    const settings = settingParams(this.deps.settings);
    const found = await Promise.all(
      MEASURES.flatMap((measure) => {
        const { info } = measure;
        if (measure.kind !== 'sql' || info.target === null || measure.rows !== 'jobs') {
          return [];
        }
        const target = info.target;
        const statistic = measure.value.value === undefined ? ('mean' as const) : ('value' as const);
        return [[], ['agent_type']].map(async (by) => {
          const ask = { measure, statistic, by, filters: [], window, stepMs: null, settings };
          const rows = await readPoints(ask, this.deps.read, this.deps.remembered);
          return rows.flatMap(({ g, value, n }): Targeted[] =>
            value === null
              ? []
              : [
                  {
                    measure: info.name,
                    title: info.title,
                    unit: info.unit,
                    target,
                    subject: g[0] ?? null,
                    value: Number(value),
                    count: Number(n),
                  },
                ]
          );
        });
      })
    );
    return found.flat();
  }

  private opportunities(
    loops: ReadonlyArray<{ session_id: string | null; loop: { wastedUsd: number | null } }>
  ): Opportunity[] {
    const ended = this.deps
      .sessions()
      .filter(({ completed_at }) => completed_at !== null)
      .reverse();
    const wasted = loops
      .filter(({ loop }) => (loop.wastedUsd ?? 0) > 0)
      .map(({ session_id, loop }) => ({
        title: 'Rounds that repeat themselves',
        text: `Session ${session_id} repeated itself; ending it at the second round would have saved its cost.`,
        saving_usd: loop.wastedUsd,
        saving_seconds: null,
        subject: session_id,
      }));
    return [...wasted, ...bottleneckOpportunities(ended, this.deps.now())];
  }
}
