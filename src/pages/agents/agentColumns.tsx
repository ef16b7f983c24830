import { Stack } from '@grafana/ui';
import React from 'react';

import { PlainLink } from '../../components/PlainLink';
import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn } from '../../components/RecordTable';
import { t, tCount } from '../../core/i18n/t';
import { conditionRank } from '../../core/status/condition';
import { ABSENT } from '../format';
import { TotalText } from '../frame/TotalText';
import { type AgentBy, agentLink } from '../url/pageLink';
import { type AgentRow } from './agentRows';
import { KEY_MEASURES, measureTitle } from './measures';

/** What the list of agents shows. */
export const agentColumns = (by: AgentBy, search: URLSearchParams): Array<RecordColumn<AgentRow>> => [
  {
    id: 'name',
    header: by === 'agent' ? t('pages.agents.agent', 'Agent') : t('pages.agents.type', 'Agent type'),
    isName: true,
    sortBy: ({ name }) => name,
    cell: ({ name }) => <PlainLink href={agentLink(by, name, search)}>{name}</PlainLink>,
  },
  {
    id: 'status',
    header: t('pages.agents.now', 'Now'),
    sortBy: ({ live }) => (live ? conditionRank(live.condition) : null),
    cell: ({ live }) =>
      live ? (
        <span title={live.task ?? undefined}>
          <Stack direction="row" alignItems="center" gap={0.5}>
            <ConditionMark condition={live.condition} />
            {live.running > 1 && (
              <span>
                ·{' '}
                {tCount(
                  'pages.agents.running',
                  { one: '{{count}} runs', other: '{{count}} run' },
                  { count: live.running }
                )}
              </span>
            )}
          </Stack>
        </span>
      ) : (
        ABSENT
      ),
  },
  ...KEY_MEASURES.map((measure): RecordColumn<AgentRow> => ({
    id: measure,
    header: measureTitle(measure),
    align: 'right',
    sortBy: ({ totals }) => totals[measure]?.value ?? null,
    cell: ({ totals }) => (
      <TotalText total={totals[measure]} withChange={measure === 'success_rate' || measure === 'response_time'} />
    ),
  })),
];
