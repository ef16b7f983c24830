import { CONDITION_LOOK } from '../../components/conditionLook';
import { durationText } from '../../core/format/durationText';
import { countConditions } from './foldGraph';
import { type StepRow } from './pipeline.types';
import { type PipelineGraph } from './pipelineGraph';
import { waitText } from './pipelineInWords';
import { WAIT_WORD, waitsOf } from './stepTimes';

/** More than this are counted, not named. */
const NAMED = 4;

const listText = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;

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
    step.durationSeconds === null ? null : `took ${durationText(step.durationSeconds)}`,
    ...waitsOf(step).map(({ kind, text }) => `${WAIT_WORD[kind]} for ${text}`),
    step.attempts > 1 ? `attempt ${step.attempts}` : null,
    step.critical ? 'on the critical path' : null,
    step.error,
    after === '' ? null : `after ${after}`,
  ];
  return told.filter((part) => part !== null).join(', ');
};

/** A folded group for the ear. */
export const groupSentence = (name: string, steps: readonly StepRow[]): string =>
  `${name}, ${steps.length} steps: ${countConditions(steps)
    .map(({ condition, count }) => `${count} ${CONDITION_LOOK[condition].word.toLowerCase()}`)
    .join(', ')}`;
