import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type AgentFormats } from './agentFormats';
import { type AgentRow } from './agentGrid.types';

type MeasureId = 'resources' | 'cost' | 'tokens';

export interface Measure {
  id: MeasureId;
  name: string;
  label: string;
  value: string;
}

const measure = (face: Omit<Measure, 'value'>, value: number | null, format: (value: number) => string): Measure[] =>
  value === null ? [] : [{ ...face, value: format(value) }];

/** Resources that somebody reported; the others are left out. */
export const resourceMeasures = (row: AgentRow, formats: AgentFormats): Measure[] => [
  ...measure(
    { id: 'resources', name: t('agentgrid.measure.cpu', 'Processor'), label: t('agentgrid.measure.cpuShort', 'CPU') },
    row.cpuPercent,
    formats.cpu
  ),
  ...measure(
    {
      id: 'resources',
      name: t('agentgrid.measure.memory', 'Memory'),
      label: t('agentgrid.measure.memoryShort', 'Mem'),
    },
    row.memoryBytes,
    formats.memory
  ),
  ...measure(
    {
      id: 'resources',
      name: t('agentgrid.measure.gpu', 'Graphics processor'),
      label: t('agentgrid.measure.gpuShort', 'GPU'),
    },
    row.gpuPercent,
    formats.gpu
  ),
];

/** Cost and tokens that somebody reported. */
export const spendMeasures = (row: AgentRow, formats: AgentFormats): Measure[] => [
  ...measure(
    { id: 'cost', name: t('agentgrid.measure.cost', 'Cost'), label: t('agentgrid.measure.costShort', 'Cost') },
    row.costUsd,
    formats.cost
  ),
  ...measure(
    { id: 'tokens', name: t('agentgrid.measure.tokens', 'Tokens'), label: t('agentgrid.measure.tokensShort', 'Tok') },
    row.tokens,
    formats.tokens
  ),
];

interface Props {
  measures: readonly Measure[];
}

/** Small numbers with their names, in one line. */
export const Measures = ({ measures }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.line}>
      {measures.map(({ name, label, value }) => (
        <span key={name} title={[name, value].join(' ')}>
          <span className={styles.label}>{label}</span> {value}
        </span>
      ))}
    </span>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    // What does not fit wraps out of sight as a whole: a number is never cut in two.
    display: 'flex',
    flexWrap: 'wrap',
    height: '1.5em',
    lineHeight: '1.5em',
    columnGap: theme.spacing(1),
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    minWidth: 0,
  }),
  label: css({ color: theme.colors.text.secondary }),
});
