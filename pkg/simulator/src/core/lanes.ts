import { BUILTIN_WORKFLOW_IDS } from './builtinWorkflows';
import { FRAME_FAULTS, type Plan, type SimEvent } from './events';
import { planBuiltin } from './planBuiltin';
import { planSingle } from './planSingle';
import { planStreaming } from './planStreaming';
import { planDeadlock, planLoop } from './plants';
import { Random } from './random';
import { type Effect, type Scenario } from './scenario';
import { SINGLE_TASKS, STREAMING_WORKFLOWS } from './streamingWorkflows';

/** A source of work: woken at a moment, it plans what starts then and says when to wake it next (null: never). */
export interface Lane {
  /** Work lanes start again after an outage; scenario lanes run through it. */
  kind: 'work' | 'scenario';
  firstMs: number;
  wake(atMs: number): { plans: Plan[]; nextMs: number | null };
}

export interface LaneContext {
  seed: number;
  scenario: Scenario;
  /** How many agents work at a time, about. */
  agents: number;
}

const MEAN_GAP_MS = 2_500;

/** Lanes for about that many agents: a streaming session keeps some 1.6 of them busy. */
export const workLanes = (context: LaneContext): Lane[] => {
  const streaming = Math.max(1, Math.round(context.agents * 0.36));
  const builtin = Math.max(1, Math.round(context.agents * 0.14));
  const single = Math.max(1, context.agents - Math.round(streaming * 1.6) - builtin);
  return [
    ...Array.from({ length: streaming }, (_, index) => streamingLane(context, index)),
    ...Array.from({ length: builtin }, (_, index) => builtinLane(context, index)),
    ...Array.from({ length: single }, (_, index) => singleLane(context, index)),
  ];
};

/** Each round of a lane draws from its own seed, so nothing that happens outside shifts what comes later. */
const laneOf = (
  name: string,
  { seed }: LaneContext,
  plan: (random: Random, key: string, atMs: number) => { plan: Plan; endMs: number }
): Lane => {
  let round = 0;
  return {
    kind: 'work',
    firstMs: new Random(seed, name).between(0, 6_000),
    wake: (atMs) => {
      round += 1;
      const key = `${name}#${round}`;
      const random = new Random(seed, key);
      const planned = plan(random, key, atMs);
      return { plans: [planned.plan], nextMs: planned.endMs + random.exponential(MEAN_GAP_MS) };
    },
  };
};

const streamingLane = (context: LaneContext, index: number): Lane =>
  laneOf(`streaming-${index}`, context, (random, key, startMs) => {
    const workflow = random.pick(STREAMING_WORKFLOWS);
    const plan = planStreaming({ random, scenario: context.scenario }, { key, workflow, startMs });
    return { plan, endMs: plan.endMs };
  });

const builtinLane = (context: LaneContext, index: number): Lane =>
  laneOf(`builtin-${index}`, context, (random, key, startMs) => {
    const plan = planBuiltin(
      { random, scenario: context.scenario },
      {
        key,
        workflowId: random.pick(BUILTIN_WORKFLOW_IDS),
        startMs,
        parameters: {},
        priority: 'medium',
        announced: random.chance(0.5),
        chatSessionId: 'default',
        deadline: null,
      }
    );
    return { plan, endMs: plan.endMs };
  });

const singleLane = (context: LaneContext, index: number): Lane =>
  laneOf(`single-${index}`, context, (random, key, createdMs) => {
    const [agentType, task] = SINGLE_TASKS[random.integer(0, SINGLE_TASKS.length - 1)] ?? ['coder', 'Tidy up'];
    const plan = planSingle(
      { random, scenario: context.scenario },
      { key, origin: 'streaming', agentType, task, createdMs, queueMs: 0 }
    );
    return { plan, endMs: plan.endMs };
  });

/** Lanes that carry out what a scenario declares: labels, releases, plants, faulty frames, outages, a backlog. */
export const scenarioLanes = (context: LaneContext): Lane[] =>
  context.scenario.effects.flatMap((effect, index) => {
    const lanes = [occurrenceLane(context, effect, index)];
    if (effect.faultyFramesPerMinute) {
      lanes.push(faultLane(context, effect, effect.faultyFramesPerMinute));
    }
    if (effect.backlog) {
      lanes.push(backlogLane(context, effect, effect.backlog));
    }
    return lanes;
  });

const occurrenceLane = (context: LaneContext, effect: Effect, index: number): Lane => {
  let round = 0;
  const { firstSeconds, everySeconds } = effect.when;
  return {
    kind: 'scenario',
    firstMs: firstSeconds * 1_000,
    wake: (atMs) => {
      round += 1;
      const key = `${effect.label}-${index}#${round}`;
      const nextMs = everySeconds === null ? null : atMs + everySeconds * 1_000;
      return {
        plans: [
          { sessionKey: null, events: onsetOf(effect, atMs) },
          ...plantOf(context, effect, { key, startMs: atMs }),
        ],
        nextMs,
      };
    },
  };
};

const onsetOf = (effect: Effect, atMs: number): SimEvent[] => {
  const { lengthSeconds } = effect.when;
  const toMs = lengthSeconds === null ? null : atMs + lengthSeconds * 1_000;
  const label = {
    kind: effect.label,
    fromMs: atMs,
    toMs,
    jobKeys: [],
    sessionKeys: [],
    subjects: effect.agentTypes ?? [],
    description: effect.description,
  };
  const events: SimEvent[] = [{ kind: 'label', atMs, label }];
  if (effect.deployment) {
    const { text, version } = effect.deployment;
    events.push({
      kind: 'mark',
      atMs,
      mark: { kind: 'deployment', text, version, agentType: null, tags: ['release'] },
    });
  }
  if (effect.outageSeconds !== undefined) {
    events.push({ kind: 'outage', atMs, downMs: effect.outageSeconds * 1_000 });
  }
  return events;
};

const plantOf = (context: LaneContext, effect: Effect, request: { key: string; startMs: number }): Plan[] => {
  const draw = { random: new Random(context.seed, request.key), scenario: context.scenario };
  if (effect.plant === undefined) {
    return [];
  }
  return [effect.plant === 'deadlock' ? planDeadlock(draw, request) : planLoop(draw, request)];
};

const faultLane = ({ seed }: LaneContext, effect: Effect, perMinute: number): Lane => {
  const random = new Random(seed, `${effect.label}/frames`);
  let sent = 0;
  return {
    kind: 'scenario',
    firstMs: effect.when.firstSeconds * 1_000,
    wake: (atMs) => {
      const fault = FRAME_FAULTS[sent % FRAME_FAULTS.length] ?? 'bad-json';
      sent += 1;
      return {
        plans: [{ sessionKey: null, events: [{ kind: 'frame-fault', atMs, fault }] }],
        nextMs: atMs + random.exponential(60_000 / perMinute),
      };
    },
  };
};

/** First come, first served by a fixed number of agents: with more arrivals than they can serve, the wait grows. */
const backlogLane = (
  context: LaneContext,
  effect: Effect,
  { agentType, arrivalsPerMinute, agents }: NonNullable<Effect['backlog']>
): Lane => {
  const { firstSeconds, lengthSeconds, everySeconds } = effect.when;
  const freeAtMs = Array.from({ length: agents }, () => 0);
  let arrivals = 0;
  return {
    kind: 'scenario',
    firstMs: firstSeconds * 1_000,
    wake: (createdMs) => {
      arrivals += 1;
      const key = `backlog-${agentType}#${arrivals}`;
      const random = new Random(context.seed, key);
      const agent = freeAtMs.indexOf(Math.min(...freeAtMs));
      const queueMs = Math.max(0, (freeAtMs[agent] ?? 0) - createdMs);
      const plan = planSingle(
        { random, scenario: context.scenario },
        { key, origin: 'assign', agentType, task: `Report ${arrivals} of the backlog`, createdMs, queueMs }
      );
      freeAtMs[agent] = plan.endMs;
      const nextMs = createdMs + random.exponential(60_000 / arrivalsPerMinute);
      const round = everySeconds === null ? 0 : Math.floor((createdMs / 1_000 - firstSeconds) / everySeconds);
      const untilMs =
        lengthSeconds === null ? Infinity : (firstSeconds + round * (everySeconds ?? 0) + lengthSeconds) * 1_000;
      const againMs = everySeconds === null ? null : (firstSeconds + (round + 1) * everySeconds) * 1_000;
      return { plans: [plan], nextMs: nextMs < untilMs ? nextMs : againMs };
    },
  };
};
