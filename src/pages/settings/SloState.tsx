import { type Frame } from '@eljefe/contract';
import React from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn, RecordTable } from '../../components/RecordTable';
import { t } from '../../core/i18n/t';
import { countText, ratioText } from '../format';
import { frameRows } from '../service/frameRows';

interface SloRow {
  slo: string;
  target: number | null;
  attainment: number | null;
  met: boolean | null;
  events: number | null;
  left: number | null;
  burning: string | null;
}

const readSlos = (frame: Frame | undefined): SloRow[] =>
  frameRows(frame, (row): SloRow => ({
    slo: row.text('slo') ?? '',
    target: row.number('target'),
    attainment: row.number('attainment'),
    met: row.flag('met'),
    events: row.number('events'),
    left: row.number('budget_remaining'),
    burning: row.text('burning'),
  }));

const columns = (): Array<RecordColumn<SloRow>> => [
  { id: 'slo', header: t('pages.slo.name', 'Objective'), isName: true, cell: ({ slo }) => slo },
  { id: 'target', header: t('pages.slo.target', 'Target'), align: 'right', cell: ({ target }) => ratioText(target) },
  {
    id: 'attainment',
    header: t('pages.slo.attainment', 'Now'),
    align: 'right',
    cell: ({ attainment }) => ratioText(attainment),
  },
  { id: 'events', header: t('pages.slo.events', 'Rests on'), align: 'right', cell: ({ events }) => countText(events) },
  { id: 'left', header: t('pages.slo.left', 'Error budget left'), align: 'right', cell: ({ left }) => ratioText(left) },
  {
    id: 'state',
    header: t('pages.slo.state', 'State'),
    cell: ({ met, burning }) =>
      met === null ? (
        <ConditionMark condition="unknown" word={t('pages.slo.no-data', 'No data yet')} />
      ) : burning ? (
        <ConditionMark condition="failed" word={t('pages.slo.burning', 'Burning')} />
      ) : met ? (
        <ConditionMark condition="done" word={t('pages.slo.met', 'Met')} />
      ) : (
        <ConditionMark condition="stuck" word={t('pages.slo.missed', 'Missed')} />
      ),
  },
];

/** How each objective stands (S3). */
export const SloState = ({ frame }: { frame: Frame | undefined }) => {
  const rows = readSlos(frame);
  return rows.length === 0 ? null : (
    <RecordTable
      label={t('pages.slo.label', 'State of the objectives')}
      columns={columns()}
      records={rows}
      keyOf={({ slo }) => slo}
      order={null}
      onOrder={() => undefined}
    />
  );
};
