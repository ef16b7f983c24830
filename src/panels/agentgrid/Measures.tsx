import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { type AgentFormats } from './agentFormats';
import { type AgentRow } from './agentGrid.types';

export interface Measure {
  name: string;
  label: string;
  value: string;
}

const measure = (name: string, label: string, value: number | null, format: (value: number) => string): Measure[] =>
  value === null ? [] : [{ name, label, value: format(value) }];

/** Resources that somebody reported; the others are left out. */
export const resourceMeasures = (row: AgentRow, formats: AgentFormats): Measure[] => [
  ...measure('Processor', 'CPU', row.cpuPercent, formats.cpu),
  ...measure('Memory', 'Mem', row.memoryBytes, formats.memory),
  ...measure('Graphics processor', 'GPU', row.gpuPercent, formats.gpu),
];

/** Cost and tokens that somebody reported. */
export const spendMeasures = (row: AgentRow, formats: AgentFormats): Measure[] => [
  ...measure('Cost', 'Cost', row.costUsd, formats.cost),
  ...measure('Tokens', 'Tok', row.tokens, formats.tokens),
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
        <span key={name} title={`${name} ${value}`}>
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
