import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type InsightFigures } from './insights.types';
import { measureText } from './measureText';

type Trend = InsightFigures['trends'][number];

const arrowOf = ({ value, former, direction }: Trend): string =>
  value === null || former === null || direction === 'unchanged' || direction === 'unknown'
    ? ''
    : value > former
      ? '▲'
      : '▼';

const wordOf = ({ direction, reason }: Trend): string => {
  switch (direction) {
    case 'better':
      return t('insights.trend.better', 'better');
    case 'worse':
      return t('insights.trend.worse', 'worse');
    case 'unchanged':
      return t('insights.trend.unchanged', 'no change shown');
    case 'unknown':
      return reason ?? t('insights.trend.unknown', 'no verdict');
  }
};

const verdictOf = (trend: Trend): string =>
  trend.former === null || trend.direction === 'unknown'
    ? wordOf(trend)
    : t('insights.trend.before', '{{verdict}}, before {{value}}', {
        verdict: wordOf(trend),
        value: measureText(trend.former, trend.unit),
      });

/** Each measure now against the window before; coloured only where a test shows a change. */
export const TrendList = ({ trends }: { trends: readonly Trend[] }) => {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label={t('insights.trend.label', 'Trends against the window before')}>
      <h4 className={styles.head}>{t('insights.trend.head', 'Against the window before')}</h4>
      <dl className={styles.list}>
        {trends.map((trend) => (
          <React.Fragment key={trend.title}>
            <dt>{trend.title}</dt>
            <dd>
              {trend.value === null ? t('insights.trend.noData', 'no data') : measureText(trend.value, trend.unit)}
              {trend.value !== null && (
                <span className={styles.small}> {t('insights.trend.of', 'of {{count}}', { count: trend.count })}</span>
              )}{' '}
              <span className={styles[trend.direction]}>
                {arrowOf(trend)} {verdictOf(trend)}
              </span>
            </dd>
          </React.Fragment>
        ))}
      </dl>
    </section>
  );
};

const getStyles = (theme: GrafanaTheme2) => {
  const quiet = css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary });
  return {
    head: css({ margin: 0, fontSize: theme.typography.body.fontSize, fontWeight: theme.typography.fontWeightMedium }),
    list: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(90px, 1fr) 2fr',
      gap: theme.spacing(0.25, 1),
      margin: 0,
      '& dt': { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary },
      '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
    }),
    small: quiet,
    unchanged: quiet,
    unknown: quiet,
    better: css({ color: theme.colors.success.text }),
    worse: css({ color: theme.colors.error.text }),
  };
};
