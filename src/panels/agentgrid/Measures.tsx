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
  /** Share of what there is, 0..1; null when that is not known. */
  ratio: number | null;
}

type Face = Pick<Measure, 'id' | 'name' | 'label'>;

const measure = (face: Face, value: number | null, format: (value: number) => string): Measure[] =>
  value === null ? [] : [{ ...face, value: format(value), ratio: null }];

const percentMeasure = (face: Face, percent: number | null, format: (value: number) => string): Measure[] =>
  measure(face, percent, format).map((one) => ({ ...one, ratio: Math.min(1, Math.max(0, (percent ?? 0) / 100)) }));

/** Resources that somebody reported; the others are left out. */
export const resourceMeasures = (row: AgentRow, formats: AgentFormats): Measure[] => [
  ...percentMeasure(
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
  ...percentMeasure(
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
  /** How the line itself looks where it stands. */
  className?: string;
}

/** From here on a resource is nearly used up. */
const SCARCE = 0.9;

/** Small numbers with their names, in one line; a share has a bar below it. */
export const Measures = ({ measures, className = '' }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <span className={`${styles.line} ${className}`} data-value>
      {measures.map(({ name, label, value, ratio }) => (
        <span
          key={name}
          title={[name, value].join(' ')}
          className={ratio === null ? undefined : ratio >= SCARCE ? styles.scarce : styles.share}
          style={ratio === null ? undefined : { backgroundSize: `${Math.round(ratio * 100)}% 2px, 100% 2px` }}
        >
          <span className={styles.label}>{label}</span> {value}
        </span>
      ))}
    </span>
  );
};

const bar = (theme: GrafanaTheme2, color: string): string =>
  [color, theme.colors.border.medium].map((paint) => `linear-gradient(${paint}, ${paint})`).join(', ');

const BAR = { backgroundPosition: 'left bottom', backgroundRepeat: 'no-repeat' } as const;

const getStyles = (theme: GrafanaTheme2) => ({
  // The bar is a background, so that it takes no room and no element of its own: the share over the whole.
  share: css(BAR, { backgroundImage: bar(theme, theme.colors.text.secondary) }),
  scarce: css(BAR, { backgroundImage: bar(theme, theme.colors.warning.main) }),
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
