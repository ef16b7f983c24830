import { type QueryEditorHelpProps } from '@grafana/data';
import { Button, Stack, Text } from '@grafana/ui';
import React from 'react';

import { defaultQuery } from '../../core/query/defaultQuery';
import { type ElJefeQuery } from '../../core/query/query.types';

interface Example {
  title: string;
  text: string;
  query: Omit<ElJefeQuery, 'refId'>;
}

const EXAMPLES: Example[] = [
  {
    title: 'What runs now',
    text: 'Live state, one agent a row. It updates by itself; the age of the last news is part of every row.',
    query: { ...defaultQuery('state'), filters: [{ key: 'status', op: '=|', values: ['running', 'waiting'] }] },
  },
  {
    title: 'Failed jobs',
    text: 'Jobs of the time range whose status is failed, newest first.',
    query: { ...defaultQuery('jobs'), filters: [{ key: 'status', op: '=', values: ['failed'] }] },
  },
  {
    title: 'Events that matter',
    text: 'Alerts and events; in Explore they show as log lines.',
    query: defaultQuery('events'),
  },
  {
    title: 'Workflow sessions',
    text: 'Sessions of the time range with their steps, tokens and cost.',
    query: defaultQuery('sessions'),
  },
];

/** Help beside the query editor: what can be asked, each as an example to take over. */
export default function QueryHelp({ onClickExample }: QueryEditorHelpProps<ElJefeQuery>) {
  return (
    <Stack direction="column" gap={2}>
      <Text element="p">
        Choose what to ask for, then filter by any dimension. Variables may stand in filters: several values become “is
        one of”, All leaves the filter out.
      </Text>
      {EXAMPLES.map(({ title, text, query }) => (
        <Stack key={title} direction="column" gap={0.5} alignItems="flex-start">
          <Text element="h4">{title}</Text>
          <Text element="p" color="secondary">
            {text}
          </Text>
          <Button type="button" variant="secondary" size="sm" onClick={() => onClickExample({ refId: 'A', ...query })}>
            Use this query
          </Button>
        </Stack>
      ))}
    </Stack>
  );
}
