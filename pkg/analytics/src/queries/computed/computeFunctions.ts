import { type Notice } from '@eljefe/contract';

import { type Books } from '../../insight/Books';
import { compareFormer, type Read } from '../../insight/compare';
import { readHealth, type HealthInputs } from '../../insight/readHealth';
import { type ComputedName } from '../../measures/measure';
import { findMeasure } from '../../measures/registry';
import { availability, mtbf, mttr, type Availability } from '../../slo/reliability';
import { turnsOf, turnsSql, type TurnRow } from '../../slo/turnsQuery';
import { BadRequest } from '../errors';
import { groupOf, passes } from '../where';
import { NO_POINTS, type Compute, type ComputedAsk, type Point, type Points } from '../series/ask';

export interface ComputeDeps {
  read: Read;
  books: Books;
  health(): HealthInputs;
  /** What was received and what became of it since the start; whether the audit's chain holds. */
  integrity(): Promise<{ received: number; accounted: number; chainHolds: boolean | null }>;
  now(): number;
}

const info = (text: string, hint: string | null = null): Notice => ({ severity: 'info', text, hint });

const total = (value: number | null, n: number, notices: Notice[] = []): Points => ({
  points: value === null ? [] : [{ t: 0, g: [], value, n }],
  notices,
});

const sourcesOf = ({ filters }: ComputedAsk): string[] | null => {
  const named = filters.filter(({ values }) => values.length > 0);
  const foreign = named.find(({ key, op }) => key !== 'source' || !['=', '=|'].includes(op));
  if (foreign) {
    throw new BadRequest(
      'filters',
      `${foreign.key} ${foreign.op}`,
      'this measure can be filtered by source alone, with ='
    );
  }
  return named.length === 0 ? null : named.flatMap(({ values }) => values);
};

const watched = async (ask: ComputedAsk, { read, now }: ComputeDeps): Promise<Map<string, Availability>> => {
  const window = { from: ask.window.from, to: Math.min(ask.window.to, now()) };
  const turns = turnsOf(await read<TurnRow>(turnsSql(window, sourcesOf(ask))));
  return new Map([...turns].map(([source, list]) => [source, availability(list, { ...window, before: null })]));
};

/** One value for all orchestrators together, or one for each of them. */
const perSource = (
  ask: ComputedAsk,
  all: ReadonlyMap<string, Availability>,
  value: (parts: readonly Availability[]) => Omit<Point, 't' | 'g'> | null
): Points => {
  const bySource = ask.by.includes('source');
  const groups: Array<[string[], Availability[]]> = bySource
    ? [...all].map(([source, one]) => [[source], [one]])
    : [[[], [...all.values()]]];
  const points = groups.flatMap(([g, parts]): Point[] => {
    const made = value(parts);
    return made === null ? [] : [{ t: 0, g, ...made }];
  });
  return { points, notices: [] };
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const uptime =
  (deps: ComputeDeps): Compute =>
  async (ask) =>
    perSource(ask, await watched(ask, deps), (parts) => {
      const ms = sum(parts.map(({ watchedMs }) => watchedMs));
      return ms === 0 ? null : { value: sum(parts.map(({ upMs }) => upMs)) / ms, n: parts.length };
    });

const meanTimeBetweenFailures =
  (deps: ComputeDeps): Compute =>
  async (ask) => {
    const all = await watched(ask, deps);
    let atLeast = false;
    const made = perSource(ask, all, (parts) => {
      const failures = sum(parts.map(({ outages }) => outages.length));
      const found = mtbf(sum(parts.map(({ upMs }) => upMs)) / 1_000, failures);
      atLeast ||= found.bound === 'at least';
      return found.seconds === null ? null : { value: found.seconds, n: failures };
    });
    const note = info('No failure in the window: the value is a lower bound (operating time / 3, 95 %)');
    return atLeast ? { ...made, notices: [note] } : made;
  };

const meanTimeToRestore =
  (deps: ComputeDeps): Compute =>
  async (ask) => {
    const all = await watched(ask, deps);
    const open = sum([...all.values()].map(({ outages }) => mttr(outages).censored));
    const made = perSource(ask, all, (parts) => {
      const outages = parts.flatMap((part) => part.outages);
      const found = mttr(outages);
      return found.meanSeconds === null ? null : { value: found.meanSeconds, n: outages.length };
    });
    return open === 0 ? made : { ...made, notices: [info(`${open} outages are still open and counted as censored`)] };
  };

const systemHealth =
  (deps: ComputeDeps): Compute =>
  async ({ window, filters }) => {
    const health = await readHealth({ window, filters }, deps.health());
    const lowest = health.lowest === null ? 'every known part meets its target' : `lowest: ${health.lowest}`;
    const parts = health.parts.map(({ name, text }) => `${name}: ${text}`).join('; ');
    const known = health.parts.filter((part) => part.attainment !== null).length;
    return total(health.score, known, [
      info(
        `System health ${health.score ?? 'unknown'}: ${lowest}, ${Math.round(100 * health.coverage)} % covered`,
        parts
      ),
    ]);
  };

const byObjective = (ask: ComputedAsk): boolean => {
  const foreign = ask.by.find((dimension) => dimension !== 'slo');
  if (foreign !== undefined) {
    throw new BadRequest('by', foreign, 'this measure can be split by slo alone');
  }
  return ask.by.length > 0;
};

const sloCompliance =
  ({ books }: ComputeDeps): Compute =>
  async (ask) => {
    const known = (await books.sloStatuses()).filter(({ met }) => met !== null);
    if (byObjective(ask)) {
      const points = known.map(({ slo, attainment, total: n }) => ({ t: 0, g: [slo.name], value: attainment, n }));
      return { points, notices: [] };
    }
    return known.length === 0 ? NO_POINTS : total(known.filter(({ met }) => met).length / known.length, known.length);
  };

const errorBudget =
  ({ books }: ComputeDeps): Compute =>
  async (ask) => {
    const known = (await books.sloStatuses()).filter(({ budgetRemaining }) => budgetRemaining !== null);
    const points = known.map(({ slo, budgetRemaining, total: n }): Point => ({
      t: 0,
      g: [slo.name],
      value: budgetRemaining,
      n,
    }));
    if (byObjective(ask)) {
      return { points, notices: [] };
    }
    const [least] = [...points].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
    return least ? total(least.value, least.n, [info(`Lowest: ${least.g.join('')}`)]) : NO_POINTS;
  };

const improvement =
  (measureName: string) =>
  ({ read }: ComputeDeps): Compute =>
  async ({ window, filters }) => {
    const measure = findMeasure(measureName);
    const trend = measure && (await compareFormer(measure, { window, filters, read }));
    if (!trend || trend.change === null) {
      return NO_POINTS;
    }
    const verdict =
      trend.reason ??
      `${trend.method}, p = ${trend.p_value?.toPrecision(2)}: ${trend.direction === 'unchanged' ? 'no difference shown' : trend.direction}`;
    return total(trend.change, trend.count, [info(verdict, `${trend.count} now, ${trend.former_count} before`)]);
  };

const stalls =
  ({ books }: ComputeDeps): Compute =>
  async ({ by, filters }) => {
    const { openSessions, deadlocks, stalls: silent } = books.watch.troubles();
    if (openSessions === 0) {
      return NO_POINTS;
    }
    const stuck = new Map(
      [...deadlocks, ...silent]
        .map((one) => ({ source: one.source, session_id: one.session_id, workflow_id: one.workflow }))
        .filter((session) => passes(session, filters))
        .map((session) => [`${session.source}\u0000${session.session_id}`, session])
    );
    if (by.length === 0) {
      return total(stuck.size, openSessions);
    }
    const counts = new Map<string, number>();
    for (const session of stuck.values()) {
      const key = JSON.stringify(groupOf(session, by));
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const points = [...counts].map(([key, value]) => ({ t: 0, g: JSON.parse(key), value, n: value }));
    return { points, notices: [] };
  };

const dataIntegrity =
  (deps: ComputeDeps): Compute =>
  async () => {
    const { received, accounted, chainHolds } = await deps.integrity();
    if (received === 0) {
      return NO_POINTS;
    }
    const chain =
      chainHolds === null
        ? 'the audit is empty or not checked yet'
        : chainHolds
          ? 'the audit’s chain holds'
          : 'the audit’s chain is BROKEN';
    return total(chainHolds === false ? 0 : accounted / received, received, [info(chain)]);
  };

/** What one SQL aggregate cannot compute, by name. */
export const computeFunctions = (deps: ComputeDeps): Readonly<Record<ComputedName, Compute>> => ({
  systemHealth: systemHealth(deps),
  uptime: uptime(deps),
  mtbf: meanTimeBetweenFailures(deps),
  mttr: meanTimeToRestore(deps),
  sloCompliance: sloCompliance(deps),
  errorBudget: errorBudget(deps),
  improvementTime: improvement('workflow_time')(deps),
  improvementSuccess: improvement('success_rate')(deps),
  improvementCost: improvement('cost_per_task')(deps),
  stalls: stalls(deps),
  dataIntegrity: dataIntegrity(deps),
});
