import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { useWidth } from '../../components/useWidth';
import { t } from '../../core/i18n/t';
import { clockText, instantText, measureText } from '../format';
import { type ChartLine, chartPath, linesExtent } from './chartPath';

const HEIGHT = 120;

interface Props {
  title: string;
  unit: string;
  lines: readonly ChartLine[];
  /** Epoch ms. */
  from: number;
  to: number;
}

/** A measure over time, the former window behind it; the same values stand in a table below. */
export const LineChart = ({ title, unit, lines, from, to }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { ref, width } = useWidth<HTMLDivElement>(400);
  const { min, max } = linesExtent(lines);
  const place = { width, height: HEIGHT, from, to, min, max };
  const points = lines.flatMap((line) => (line.isFormer ? [] : line.points));
  return (
    <figure className={styles.figure}>
      <figcaption ref={ref}>{title}</figcaption>
      {points.length === 0 ? (
        <div className={styles.none}>{t('pages.chart.none', 'Nothing in this range tells it.')}</div>
      ) : (
        <>
          <svg width={width} height={HEIGHT} className={styles.svg} role="img" aria-label={title}>
            {[min, max].map((value, index) => (
              <text
                key={index}
                x={2}
                y={index === 0 ? HEIGHT - 4 : 11}
                fontSize={11}
                fill={theme.colors.text.secondary}
                stroke={theme.colors.background.primary}
                strokeWidth={3}
                paintOrder="stroke"
              >
                {measureText(value, unit)}
              </text>
            ))}
            {lines.map(({ points: some, isFormer }, index) => (
              <path
                key={index}
                d={chartPath(some, place)}
                fill="none"
                stroke={isFormer ? theme.colors.text.disabled : theme.visualization.getColorByName('blue')}
                strokeDasharray={isFormer ? '4 3' : undefined}
                strokeWidth={isFormer ? 1 : 2}
                strokeLinecap="round"
              />
            ))}
          </svg>
          <div className={styles.ends}>
            <span>{instantText(from)}</span>
            <span>{instantText(to)}</span>
          </div>
          <details className={styles.table}>
            <summary>{t('pages.chart.values', 'Values')}</summary>
            <table>
              <tbody>
                {points.map(([at, value]) => (
                  <tr key={at}>
                    <th scope="row">{clockText(at)}</th>
                    <td>{measureText(value, unit)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </figure>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({
    margin: 0,
    padding: theme.spacing(1),
    minWidth: 0,
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '& figcaption': { fontWeight: theme.typography.fontWeightMedium, marginBottom: theme.spacing(0.5) },
  }),
  svg: css({ display: 'block', maxWidth: '100%' }),
  none: css({ color: theme.colors.text.secondary, minHeight: HEIGHT }),
  ends: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: 11,
  }),
  table: css({
    fontSize: theme.typography.bodySmall.fontSize,
    maxHeight: 200,
    overflowY: 'auto',
    '& th': { fontWeight: 'normal', textAlign: 'left', paddingRight: theme.spacing(2) },
    '& td': { textAlign: 'right' },
    '& summary': { cursor: 'pointer', minHeight: 24 },
  }),
});
