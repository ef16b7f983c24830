import { isEnded } from '@eljefe/contract';

import { CONDITION_LOOK } from '../../components/conditionLook';
import { durationText } from '../../core/format/durationText';
import { t, tCount } from '../../core/i18n/t';
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

/** Steps that a step still waits for, by its explicit edges. */
export const openParents = (step: StepRow, { steps, parents }: PipelineGraph): StepRow[] => {
  const ids = new Set(parents.get(step.id) ?? []);
  return ids.size === 0 ? [] : steps.filter(({ id, status }) => ids.has(id) && status !== 'completed');
};

/** What a step waits for now, in words; null when it does not wait. */
export const waitText = (step: StepRow, graph: PipelineGraph): string | null => {
  if (step.status === 'waiting') {
    return t('pipeline.words.waits', 'waits for a person');
  }
  if (step.status === 'paused') {
    return t('pipeline.words.paused', 'is paused');
  }
  if (isEnded(step.status) || step.startedAtMs !== null) {
    return null;
  }
  const names = openParents(step, graph).map(({ name }) => `‘${name}’`);
  if (names.length === 0) {
    return t('pipeline.words.queued', 'waits in the queue');
  }
  const first = names.slice(0, NAMED).join(t('pipeline.words.and', ' and '));
  return names.length > NAMED
    ? t('pipeline.words.waitsForMore', 'waits for {{steps}} and {{count}} more', {
        steps: first,
        count: names.length - NAMED,
      })
    : t('pipeline.words.waitsFor', 'waits for {{steps}}', { steps: first });
};

const phraseOf = (step: StepRow, { graph, nowMs }: Input): Phrase => {
  const name = `‘${step.name}’`;
  const ran = secondsSince(step.startedAtMs, nowMs);
  const phrase = (text: string): Phrase => ({ text, stepId: step.id, condition: step.condition });
  switch (step.condition) {
    case 'failed':
      return phrase(
        (step.durationSeconds === null
          ? t('pipeline.words.failed', '{{step}} failed', { step: name })
          : t('pipeline.words.failedAfter', '{{step}} failed after {{time}}', {
              step: name,
              time: durationText(step.durationSeconds),
            })) + (step.error === null ? '' : `: ${shortened(step.error)}`)
      );
    case 'stuck':
      return phrase(
        ran === null
          ? t('pipeline.words.silent', '{{step}} has been silent', { step: name })
          : t('pipeline.words.silentAfter', '{{step}} has been silent, {{time}} after its start', {
              step: name,
              time: durationText(ran),
            })
      );
    case 'running': {
      const slow = ran !== null && step.p95Seconds !== null && ran > step.p95Seconds;
      const begun =
        ran === null
          ? t('pipeline.words.runs', '{{step}} runs', { step: name })
          : t('pipeline.words.hasRun', '{{step}} has run {{time}}', { step: name, time: durationText(ran) });
      const usual = slow
        ? [t('pipeline.words.slow', 'longer than usual')]
        : step.medianSeconds === null
          ? []
          : [t('pipeline.words.usually', 'usually {{time}}', { time: durationText(step.medianSeconds) })];
      return phrase([begun, ...usual, t('pipeline.words.free', 'waits for nothing')].join(', '));
    }
    default: {
      const state = `${name} ${waitText(step, graph) ?? CONDITION_LOOK[step.condition].word.toLowerCase()}`;
      const since = secondsSince(step.startedAtMs ?? step.createdAtMs, nowMs);
      return phrase(
        since === null
          ? state
          : t('pipeline.words.since', '{{state}} for {{time}}', { state, time: durationText(since) })
      );
    }
  }
};

const named = (condition: Condition, input: Input): Phrase[] => {
  const steps = input.graph.steps.filter((step) => step.condition === condition);
  const more = steps.length - NAMED;
  return [
    ...steps.slice(0, NAMED).map((step) => phraseOf(step, input)),
    ...(more > 0
      ? [
          {
            text: t('pipeline.words.moreOf', '{{count}} more {{state}}', {
              count: more,
              state: CONDITION_LOOK[condition].word.toLowerCase(),
            }),
            stepId: null,
            condition,
          },
        ]
      : []),
  ];
};

const doneText = ({ session, graph }: Input): string => {
  const done = graph.steps.filter(({ status }) => status === 'completed').length;
  const total = Math.max(graph.steps.length, session.totalSteps ?? 0);
  return tCount(
    'pipeline.words.done',
    { one: '{{done}} of {{count}} step done', other: '{{done}} of {{count}} steps done' },
    { done, count: total }
  );
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
          text: t('pipeline.words.bottleneck', 'bottleneck ‘{{step}}’ holds {{percent}} % of the critical path', {
            step: step.name,
            percent: Math.round((step.criticalShare ?? 0) * 100),
          }),
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
  const words: Partial<Record<Condition, string>> = {
    done: t('pipeline.words.finished', 'the session finished'),
    failed: t('pipeline.words.sessionFailed', 'the session failed'),
    stopped: t('pipeline.words.stopped', 'the session was stopped'),
  };
  const ended = words[session.condition] ?? t('pipeline.words.ended', 'the session ended');
  return [
    plain(
      session.durationSeconds === null
        ? ended
        : t('pipeline.words.after', '{{what}} after {{time}}', {
            what: ended,
            time: durationText(session.durationSeconds),
          })
    ),
  ];
};

/** Where the session stands, as a person would say it: what went wrong first, then progress, what runs, what waits. */
export const pipelineInWords = (input: Input): Phrase[] => {
  const { graph, session } = input;
  if (graph.steps.length === 0) {
    return [plain(t('pipeline.words.noSteps', 'The source tells no steps of this session'))];
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
