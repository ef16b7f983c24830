import { CONDITION_LOOK } from '../../components/conditionLook';
import { durationText } from '../../core/format/durationText';
import { t, tCount } from '../../core/i18n/t';
import { countConditions } from './foldGraph';
import { type StepRow } from './pipeline.types';
import { type PipelineGraph } from './pipelineGraph';
import { waitText } from './pipelineInWords';
import { waitedText, waitsOf } from './stepTimes';

/** How many steps, in words. */
export const stepsText = (count: number): string =>
  tCount('pipeline.steps', { one: '{{count}} step', other: '{{count}} steps' }, { count });

/** More than this are counted, not named. */
const NAMED = 4;

const listText = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.join(', ')
    : t('core.andMore', '{{names}} and {{count}} more', {
        names: names.slice(0, NAMED).join(', '),
        count: names.length - NAMED,
      });

/** Names of the steps before or after one, by its explicit edges. */
export const stepNames = (ids: readonly string[], steps: readonly StepRow[]): string => {
  const wanted = new Set(ids);
  return ids.length === 0 ? '' : listText(steps.filter(({ id }) => wanted.has(id)).map(({ name }) => name));
};

/** A step's card for the ear: name, state, times, waits, place in the work. */
export const stepSentence = (step: StepRow, graph: PipelineGraph): string => {
  const after = stepNames(graph.parents.get(step.id) ?? [], graph.steps);
  const told = [
    step.name,
    CONDITION_LOOK[step.condition].word,
    step.status === 'waiting' ? null : waitText(step, graph),
    step.durationSeconds === null
      ? null
      : t('panels.took', 'took {{time}}', { time: durationText(step.durationSeconds) }),
    ...waitsOf(step).map(({ kind, text }) => waitedText(kind, text)),
    step.attempts > 1 ? t('pipeline.step.attempt', 'attempt {{count}}', { count: step.attempts }) : null,
    step.critical ? t('pipeline.step.critical', 'on the critical path') : null,
    step.error,
    after === '' ? null : t('pipeline.step.after', 'after {{steps}}', { steps: after }),
  ];
  return told.filter((part) => part !== null).join(', ');
};

/** A folded group for the ear. */
export const groupSentence = (name: string, steps: readonly StepRow[]): string =>
  `${name}, ${stepsText(steps.length)}: ${countConditions(steps)
    .map(({ condition, count }) => `${count} ${CONDITION_LOOK[condition].word.toLowerCase()}`)
    .join(', ')}`;
