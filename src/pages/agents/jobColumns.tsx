import React from 'react';

import { PlainLink } from '../../components/PlainLink';
import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn } from '../../components/RecordTable';
import { t } from '../../core/i18n/t';
import { conditionRank } from '../../core/status/condition';
import { countText, instantText, moneyText, ratioText, secondsText } from '../format';
import { pageLink } from '../url/pageLink';
import { type JobRow } from './readJobs';

/** What the list of jobs shows; a job leads to its session, and from there to its feedback. */
export const jobColumns = (search: URLSearchParams): Array<RecordColumn<JobRow>> => [
  {
    id: 'task',
    header: t('pages.jobs.task', 'Task'),
    isName: true,
    grow: true,
    sortBy: ({ task, jobId }) => task ?? jobId,
    cell: ({ task, jobId, sessionId, source }) =>
      sessionId === null ? (
        (task ?? jobId)
      ) : (
        <PlainLink href={pageLink('session', { 'var-session': sessionId, 'var-source': source, job: jobId }, search)}>
          {task ?? jobId}
        </PlainLink>
      ),
  },
  {
    id: 'status',
    header: t('pages.jobs.status', 'Status'),
    sortBy: ({ condition }) => conditionRank(condition),
    cell: ({ condition }) => <ConditionMark condition={condition} />,
  },
  {
    id: 'started',
    header: t('pages.jobs.started', 'Began'),
    sortBy: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => instantText(startedAt),
  },
  {
    id: 'duration',
    header: t('pages.jobs.duration', 'Took'),
    align: 'right',
    sortBy: ({ durationSeconds }) => durationSeconds,
    cell: ({ durationSeconds }) => secondsText(durationSeconds),
  },
  {
    id: 'tokens',
    header: t('pages.jobs.tokens', 'Tokens'),
    align: 'right',
    sortBy: ({ tokens }) => tokens,
    cell: ({ tokens }) => countText(tokens),
  },
  {
    id: 'cost',
    header: t('pages.jobs.cost', 'Cost'),
    align: 'right',
    sortBy: ({ costUsd }) => costUsd,
    cell: ({ costUsd }) => moneyText(costUsd),
  },
  {
    id: 'quality',
    header: t('pages.jobs.quality', 'Quality'),
    align: 'right',
    sortBy: ({ quality }) => quality,
    cell: ({ quality }) => ratioText(quality),
  },
];
