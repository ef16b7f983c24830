import { type QueryEditorHelpProps } from '@grafana/data';
import { Button, Stack, Text } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { defaultQuery } from '../../core/query/defaultQuery';
import { type ElJefeQuery } from '../../core/query/query.types';

interface Example {
  title: string;
  text: string;
  query: Omit<ElJefeQuery, 'refId'>;
}

const examples = (): Example[] => [
  {
    title: t('datasource.help.now', 'What runs now'),
    text: t(
      'datasource.help.nowText',
      'Live state, one agent a row. It updates by itself; the age of the last news is part of every row.'
    ),
    query: { ...defaultQuery('state'), filters: [{ key: 'status', op: '=|', values: ['running', 'waiting'] }] },
  },
  {
    title: t('datasource.help.slow', 'Response time by agent type, against the period before'),
    text: t('datasource.help.slowText', 'The 95th percentile over time, one line for each agent type and period.'),
    query: {
      ...defaultQuery('series'),
      measure: 'response_time',
      statistic: 'p95',
      by: ['agent_type'],
      compare: 'former',
    },
  },
  {
    title: t('datasource.help.failed', 'Failed jobs'),
    text: t('datasource.help.failedText', 'Jobs of the time range whose status is failed, newest first.'),
    query: { ...defaultQuery('jobs'), filters: [{ key: 'status', op: '=', values: ['failed'] }] },
  },
  {
    title: t('datasource.help.insights', 'What changed, and what to do'),
    text: t(
      'datasource.help.insightsText',
      'Insights in words with their evidence, and the health score with its parts.'
    ),
    query: defaultQuery('insights'),
  },
  {
    title: t('datasource.help.predictions', 'What is likely to come'),
    text: t(
      'datasource.help.predictionsText',
      'Jobs at risk with their probability to fail, its interval, the likely cause and what to do. Other kinds: remaining time, bottleneck, cost, budget. Without enough history a row says why it has no figure.'
    ),
    query: { ...defaultQuery('predictions'), filters: [{ key: 'kind', op: '=', values: ['failure'] }] },
  },
  {
    title: t('datasource.help.traces', 'Traces'),
    text: t(
      'datasource.help.tracesText',
      'Traces of the time range, newest first, with errors, tokens and cost. A click on an id opens the trace.'
    ),
    query: defaultQuery('traces'),
  },
  {
    title: t('datasource.help.events', 'Events that matter'),
    text: t(
      'datasource.help.eventsText',
      'Alerts and events as log lines. Labels filter by a click, and each line shows what stood around it.'
    ),
    query: {
      ...defaultQuery('events'),
      format: 'logs',
      filters: [{ key: 'severity', op: '=|', values: ['critical', 'warning'] }],
    },
  },
  {
    title: t('datasource.help.sessions', 'Workflow sessions'),
    text: t(
      'datasource.help.sessionsText',
      'Sessions of the time range. A click on an id leads to its trace, its graph and its jobs.'
    ),
    query: defaultQuery('sessions'),
  },
];

/** Help beside the query editor: what can be asked, each as an example to take over. */
export default function QueryHelp({ onClickExample }: QueryEditorHelpProps<ElJefeQuery>) {
  return (
    <Stack direction="column" gap={2}>
      <Text element="p">
        {t(
          'datasource.help.intro',
          'Choose what to ask for, then filter by any dimension. Variables may stand in filters: several values become “is one of”, All leaves the filter out.'
        )}
      </Text>
      {examples().map(({ title, text, query }) => (
        <Stack key={title} direction="column" gap={0.5} alignItems="flex-start">
          <Text element="h4">{title}</Text>
          <Text element="p" color="secondary">
            {text}
          </Text>
          <Button type="button" variant="secondary" size="sm" onClick={() => onClickExample({ refId: 'A', ...query })}>
            {t('datasource.help.use', 'Use this query')}
          </Button>
        </Stack>
      ))}
    </Stack>
  );
}
