import { isEnded } from '@eljefe/contract';

import { durationText } from '../../core/format/durationText';
import { type Condition } from '../../core/status/condition';
import { type SessionRow, type StepRow } from './pipeline.types';
import { type PipelineGraph } from './pipelineGraph';

/** One part of the sentence; one that is about a step leads to it. */
export interface Phrase {
  text: string;
  stepId: string | null;
  condition: Condition | null;
}

interface Input {
  session: SessionRow;
  graph: PipelineGraph;
  /** Now by the service's clock, epoch ms. */
  nowMs: number;
}

/** More than this are counted, not named. */
const NAMED = 2;

/** An error's first words; the whole is in the step's details. */
const shortened = (text: string): string => (text.length <= 90 ? text : `${text.slice(0, 89)}…`);

const secondsSince = (ms: number | null, nowMs: number): number | null =>
  ms === null ? null : Math.max(0, (nowMs - ms) / 1_000);

const forText = (seconds: number | null): string => (seconds === null ? '' : ` for ${durationText(seconds)}`);

/** Steps that a step still waits for, by its explicit edges. */
export const openParents = (step: StepRow, { steps, parents }: PipelineGraph): StepRow[] => {
  const ids = new Set(parents.get(step.id) ?? []);
  return ids.size === 0 ? [] : steps.filter(({ id, status }) => ids.has(id) && status !== 'completed');
};

/** What a step waits for now, in words; null when it does not wait. */
export const waitText = (step: StepRow, graph: PipelineGraph): string | null => {
  if (step.status === 'waiting') {
    return 'waits for a person';
  }
  if (step.status === 'paused') {
    return 'is paused';
  }
  if (isEnded(step.status) || step.startedAtMs !== null) {
    return null;
  }
  const names = openParents(step, graph).map(({ name }) => `‘${name}’`);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return names.length > 0 ? `waits for ${names.slice(0, NAMED).join(' and ')}${more}` : 'waits in the queue';
};

const phraseOf = (step: StepRow, { graph, nowMs }: Input): Phrase => {
  const name = `‘${step.name}’`;
  const ran = secondsSince(step.startedAtMs, nowMs);
  const phrase = (text: string): Phrase => ({ text, stepId: step.id, condition: step.condition });
  switch (step.condition) {
    case 'failed':
      return phrase(
        `${name} failed${step.durationSeconds === null ? '' : ` after ${durationText(step.durationSeconds)}`}` +
          (step.error === null ? '' : `: ${shortened(step.error)}`)
      );
    case 'stuck':
      return phrase(`${name} has been silent${ran === null ? '' : `, ${durationText(ran)} after its start`}`);
    case 'running': {
      const slow = ran !== null && step.p95Seconds !== null && ran > step.p95Seconds;
      const usual = step.medianSeconds === null ? '' : `, usually ${durationText(step.medianSeconds)}`;
      return phrase(
        `${name} has run${ran === null ? '' : ` ${durationText(ran)}`}${slow ? ', longer than usual' : usual}, waits for nothing`
      );
    }
    default:
      return phrase(
        `${name} ${waitText(step, graph) ?? step.condition}${forText(secondsSince(step.startedAtMs ?? step.createdAtMs, nowMs))}`
      );
  }
};

const named = (condition: Condition, input: Input): Phrase[] => {
  const steps = input.graph.steps.filter((step) => step.condition === condition);
  const more = steps.length - NAMED;
  return [
    ...steps.slice(0, NAMED).map((step) => phraseOf(step, input)),
    ...(more > 0 ? [{ text: `${more} more ${condition}`, stepId: null, condition }] : []),
  ];
};

const doneText = ({ session, graph }: Input): string => {
  const done = graph.steps.filter(({ status }) => status === 'completed').length;
  const total = Math.max(graph.steps.length, session.totalSteps ?? 0);
  return `${done} of ${total} ${total === 1 ? 'step' : 'steps'} done`;
};

/** The step that holds most of the critical path, where more than one does. */
export const bottleneckOf = (steps: readonly StepRow[]): StepRow | null => {
  const ranked = steps.filter(({ criticalShare }) => criticalShare !== null && criticalShare > 0);
  return ranked.length < 2 ? null : ranked.reduce((a, b) => ((b.criticalShare ?? 0) > (a.criticalShare ?? 0) ? b : a));
};

const bottleneckPhrase = (steps: readonly StepRow[]): Phrase[] => {
  const step = bottleneckOf(steps);
  return step === null
    ? []
    : [
        {
          text: `bottleneck ‘${step.name}’ holds ${Math.round((step.criticalShare ?? 0) * 100)} % of the critical path`,
          stepId: step.id,
          condition: null,
        },
      ];
};

const plain = (text: string): Phrase => ({ text, stepId: null, condition: null });

const endText = ({ session }: Input): Phrase[] => {
  if (!isEnded(session.status)) {
    return [];
  }
  const took = session.durationSeconds === null ? '' : ` after ${durationText(session.durationSeconds)}`;
  const word: Partial<Record<Condition, string>> = { done: 'finished', failed: 'failed', stopped: 'was stopped' };
  return [plain(`the session ${word[session.condition] ?? 'ended'}${took}`)];
};

/** Where the session stands, as a person would say it: what went wrong first, then progress, what runs, what waits. */
export const pipelineInWords = (input: Input): Phrase[] => {
  const { graph, session } = input;
  if (graph.steps.length === 0) {
    return [plain('The source tells no steps of this session')];
  }
  const failures = named('failed', input);
  const sessionError =
    failures.length === 0 && session.condition === 'failed' && session.error !== null ? [plain(session.error)] : [];
  const queued = named('queued', input);
  const moving = [
    ...named('stuck', input),
    ...named('waiting', input),
    ...named('running', input),
    ...named('paused', input),
  ];
  return [
    ...failures,
    ...sessionError,
    plain(doneText(input)),
    ...endText(input),
    ...moving,
    ...(moving.length === 0 ? queued : []),
    ...bottleneckPhrase(graph.steps),
  ];
};
