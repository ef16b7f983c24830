import { Checkbox } from '@grafana/ui';
import React from 'react';

import { PlainLink } from '../../components/PlainLink';
import { t } from '../../core/i18n/t';
import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn } from '../../components/RecordTable';
import { conditionRank } from '../../core/status/condition';
import { ABSENT, countText, instantText, moneyText, secondsText } from '../format';
import { sessionLink } from '../url/pageLink';
import { Elapsed } from './Elapsed';
import { type SessionRow } from './readSessions';

interface Context {
  search: URLSearchParams;
  /** Ids of sessions picked for a comparison. */
  chosen: readonly string[];
  onChoose: (id: string) => void;
}

const titleOf = ({ goal, workflow, sessionId }: SessionRow): string => goal ?? workflow ?? sessionId;

const stepsText = ({ stepsDone, stepsAll }: SessionRow): string =>
  stepsAll === null ? ABSENT : `${stepsDone ?? 0}/${stepsAll}`;

/** What the list of sessions shows. */
export const sessionColumns = ({ search, chosen, onChoose }: Context): Array<RecordColumn<SessionRow>> => [
  {
    id: 'session',
    header: t('pages.sessions.session', 'Session'),
    isName: true,
    grow: true,
    sortBy: titleOf,
    cell: (row) => (
      <div>
        <PlainLink href={sessionLink(row, search)}>{titleOf(row)}</PlainLink>
        <div style={{ opacity: 0.8, fontSize: '0.9em' }}>
          {[row.workflow, row.sessionId].filter((part) => part !== null && part !== titleOf(row)).join(' · ')}
        </div>
        {row.error && <div style={{ fontSize: '0.9em' }}>{row.error}</div>}
      </div>
    ),
  },
  {
    id: 'status',
    header: t('pages.sessions.status', 'Status'),
    sortBy: ({ condition }) => conditionRank(condition),
    cell: ({ condition }) => <ConditionMark condition={condition} />,
  },
  {
    id: 'started',
    header: t('pages.sessions.started', 'Began'),
    sortBy: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => instantText(startedAt),
  },
  {
    id: 'duration',
    header: t('pages.sessions.duration', 'Took'),
    align: 'right',
    sortBy: ({ durationSeconds }) => durationSeconds,
    cell: ({ durationSeconds, startedAt, endedAt }) =>
      durationSeconds === null && endedAt === null && startedAt !== null ? (
        <Elapsed sinceMs={startedAt} />
      ) : (
        secondsText(durationSeconds)
      ),
  },
  {
    id: 'steps',
    header: t('pages.sessions.steps', 'Steps'),
    align: 'right',
    cell: stepsText,
  },
  {
    id: 'agents',
    header: t('pages.sessions.agents', 'Agents'),
    align: 'right',
    sortBy: ({ agents }) => agents.length,
    cell: ({ agents }) => <span title={agents.join(', ')}>{agents.length === 0 ? ABSENT : agents.length}</span>,
  },
  {
    id: 'tokens',
    header: t('pages.sessions.tokens', 'Tokens'),
    align: 'right',
    sortBy: ({ tokens }) => tokens,
    cell: ({ tokens }) => countText(tokens),
  },
  {
    id: 'cost',
    header: t('pages.sessions.cost', 'Cost'),
    align: 'right',
    sortBy: ({ costUsd }) => costUsd,
    cell: ({ costUsd }) => moneyText(costUsd),
  },
  {
    id: 'choose',
    header: t('pages.sessions.choose', 'Compare'),
    align: 'right',
    cell: (row) => (
      <Checkbox
        value={chosen.includes(row.sessionId)}
        onChange={() => onChoose(row.sessionId)}
        aria-label={t('pages.sessions.choose-one', 'Compare {{name}}', { name: titleOf(row) })}
      />
    ),
  },
];
