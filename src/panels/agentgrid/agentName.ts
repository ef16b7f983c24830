import { durationText } from '../../core/format/durationText';
import { CONDITION_LOOK } from '../../components/conditionLook';
import { t } from '../../core/i18n/t';
import { type AgentRow } from './agentGrid.types';

/** The status as a word: the orchestrator's own where ours has none for it. */
export const statusWord = (row: AgentRow): string =>
  row.condition === 'unknown' && row.rawStatus !== null ? row.rawStatus : CONDITION_LOOK[row.condition].word;

/** Task and step in one line; null when neither was told. */
export const taskText = (row: AgentRow): string | null =>
  row.task !== null && row.step !== null && row.task !== row.step
    ? `${row.task} · ${row.step}`
    : (row.task ?? row.step);

/** What a person should read first: why it failed, else what it does. */
export const storyText = (row: AgentRow): string | null => {
  if (row.condition === 'failed' && row.errorMessage !== null) {
    return row.errorMessage;
  }
  const limit =
    row.overLimit && row.timeoutSeconds !== null
      ? t('agentgrid.pastLimit', 'Past its limit of {{limit}}', { limit: durationText(row.timeoutSeconds) })
      : null;
  return [limit, taskText(row)].filter((part) => part !== null).join(' · ') || null;
};

/** Name of the row for a screen reader. */
export const spokenName = (row: AgentRow): string =>
  [row.agent, statusWord(row), row.stale ? t('components.stale', 'stale') : null, storyText(row)]
    .filter(Boolean)
    .join(', ');
