import { type FailureMix, USUAL_MIX } from './failures';

/** When an effect is on, in logical seconds from the start. */
export interface Schedule {
  firstSeconds: number;
  /** null: for good. */
  lengthSeconds: number | null;
  /** null: once. */
  everySeconds: number | null;
}

/** One declared change of the workload, with the label its ground truth carries. Absent fields change nothing. */
export interface Effect {
  label: string;
  description: string;
  when: Schedule;
  /** Only these agent types; absent: all. */
  agentTypes?: readonly string[];
  /** Chance that an attempt fails. */
  failureRate?: number;
  failureMix?: FailureMix;
  durationFactor?: number;
  /** Input tokens grow by this share of the usual per minute, up to a limit. */
  tokenGrowth?: { perMinute: number; maxFactor: number };
  model?: string;
  hostCpuPercent?: number;
  hostMemoryPercent?: number;
  /** More single tasks than the given number of agents can take on. */
  backlog?: { agentType: string; arrivalsPerMinute: number; agents: number };
  plant?: 'deadlock' | 'loop';
  deployment?: { text: string; version: string };
  outageSeconds?: number;
  /** Faulty frames per minute. */
  faultyFramesPerMinute?: number;
  clockSkew?: { share: number; seconds: number };
  zonedStampShare?: number;
}

export interface Scenario {
  name: string;
  summary: string;
  effects: readonly Effect[];
}

export const USUAL_FAILURE_RATE = 0.02;
export const FIRST_VERSION = '2.3.0';

/** What holds for one agent type at one moment. */
export interface Conditions {
  failureRate: number;
  failureMix: FailureMix;
  durationFactor: number;
  inputTokenFactor: number;
  model: string | null;
  deploymentVersion: string;
  clockSkew: { share: number; seconds: number };
  zonedStampShare: number;
}

/** Start of the occurrence that covers the moment, or null when the effect is off. */
export const activeSince = (
  { firstSeconds, lengthSeconds, everySeconds }: Schedule,
  atSeconds: number
): number | null => {
  if (atSeconds < firstSeconds) {
    return null;
  }
  const round = everySeconds === null ? 0 : Math.floor((atSeconds - firstSeconds) / everySeconds);
  const since = firstSeconds + round * (everySeconds ?? 0);
  return lengthSeconds === null || atSeconds < since + lengthSeconds ? since : null;
};

const versionAt = (scenario: Scenario, atSeconds: number): string => {
  const shipped = scenario.effects.filter((effect) => effect.deployment && effect.when.firstSeconds <= atSeconds);
  return shipped.at(-1)?.deployment?.version ?? FIRST_VERSION;
};

/** Folds every effect that is on into the conditions an agent works under. */
export const conditionsAt = (scenario: Scenario, atSeconds: number, agentType: string): Conditions => {
  const conditions: Conditions = {
    failureRate: USUAL_FAILURE_RATE,
    failureMix: USUAL_MIX,
    durationFactor: 1,
    inputTokenFactor: 1,
    model: null,
    deploymentVersion: versionAt(scenario, atSeconds),
    clockSkew: { share: 0, seconds: 0 },
    zonedStampShare: 0,
  };
  for (const effect of scenario.effects) {
    const since = activeSince(effect.when, atSeconds);
    if (since !== null && (effect.agentTypes?.includes(agentType) ?? true)) {
      applyEffect(conditions, effect, atSeconds - since);
    }
  }
  return conditions;
};

const applyEffect = (conditions: Conditions, effect: Effect, forSeconds: number): void => {
  conditions.failureRate = effect.failureRate ?? conditions.failureRate;
  conditions.failureMix = effect.failureMix ?? conditions.failureMix;
  conditions.durationFactor *= effect.durationFactor ?? 1;
  conditions.model = effect.model ?? conditions.model;
  conditions.clockSkew = effect.clockSkew ?? conditions.clockSkew;
  conditions.zonedStampShare = effect.zonedStampShare ?? conditions.zonedStampShare;
  if (effect.tokenGrowth) {
    const grown = 1 + (effect.tokenGrowth.perMinute * forSeconds) / 60;
    conditions.inputTokenFactor *= Math.min(grown, effect.tokenGrowth.maxFactor);
  }
};
