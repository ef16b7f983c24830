import { Button, Pagination, Stack, Text } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { t, tCount } from '../../core/i18n/t';
import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn, RecordTable } from '../../components/RecordTable';
import { type SortOrder, sortRecords } from '../../components/sortRecords';
import { clockText, countText, lengthText, moneyText } from '../format';
import { type Span, type TraceTree } from './trace.types';

const PAGE = 100;

const tokensOf = ({ inputTokens, outputTokens }: Span): number | null =>
  inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);

const columnsOf = (onOpen: (id: string) => void): Array<RecordColumn<Span>> => [
  {
    id: 'name',
    header: t('pages.trace-table.name', 'Span'),
    isName: true,
    grow: true,
    sortBy: ({ name }) => name,
    cell: ({ id, name }) => (
      <Button fill="text" size="sm" onClick={() => onOpen(id)}>
        {name}
      </Button>
    ),
  },
  { id: 'who', header: t('pages.trace-table.who', 'Agent'), sortBy: ({ who }) => who, cell: ({ who }) => who },
  {
    id: 'state',
    header: t('pages.trace-table.state', 'State'),
    sortBy: ({ failed }) => (failed ? 0 : 1),
    cell: ({ failed }) =>
      failed ? (
        <ConditionMark condition="failed" />
      ) : (
        <ConditionMark condition="done" word={t('pages.span.fine', 'No error')} />
      ),
  },
  {
    id: 'start',
    header: t('pages.trace-table.start', 'Began'),
    sortBy: ({ startMs }) => startMs,
    cell: ({ startMs }) => clockText(startMs),
  },
  {
    id: 'length',
    header: t('pages.trace-table.length', 'Took'),
    align: 'right',
    sortBy: ({ durationMs }) => durationMs,
    cell: ({ durationMs }) => lengthText(durationMs),
  },
  {
    id: 'tokens',
    header: t('pages.trace-table.tokens', 'Tokens'),
    align: 'right',
    sortBy: tokensOf,
    cell: (span) => countText(tokensOf(span)),
  },
  {
    id: 'cost',
    header: t('pages.trace-table.cost', 'Cost'),
    align: 'right',
    sortBy: ({ costUsd }) => costUsd,
    cell: ({ costUsd }) => moneyText(costUsd),
  },
];

interface Props {
  tree: TraceTree;
  shown: readonly number[];
  onOpen: (id: string) => void;
}

/** The same spans without a picture. */
export const TraceTable = ({ tree, shown, onOpen }: Props) => {
  const [order, setOrder] = useState<SortOrder | null>(null);
  const [page, setPage] = useState(1);
  const columns = columnsOf(onOpen);
  const spans = useMemo(() => shown.flatMap((index) => tree.nodes[index]?.span ?? []), [tree, shown]);
  const sortBy = columns.find(({ id }) => id === order?.id)?.sortBy;
  const sorted = sortBy && order ? sortRecords(spans, sortBy, order.direction) : spans;
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE));
  const at = Math.min(page, pages);
  return (
    <Stack direction="column" gap={1}>
      <Text color="secondary" variant="bodySmall">
        {tCount(
          'pages.trace-table.count',
          { one: '{{count}} span', other: '{{count}} spans' },
          { count: spans.length }
        )}
      </Text>
      <RecordTable
        label={t('pages.trace-table.label', 'Spans')}
        columns={columns}
        records={sorted.slice((at - 1) * PAGE, at * PAGE)}
        keyOf={({ id }) => id}
        order={order}
        onOrder={(next) => {
          setOrder(next);
          setPage(1);
        }}
      />
      {pages > 1 && <Pagination currentPage={at} numberOfPages={pages} onNavigate={setPage} />}
    </Stack>
  );
};
