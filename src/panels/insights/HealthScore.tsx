import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type HealthLine, type InsightFigures } from './insights.types';

const WELL = 0.95;
const POOR = 0.7;

const colorOf = (theme: GrafanaTheme2, attainment: number): string =>
  attainment >= WELL
    ? theme.colors.success.main
    : attainment >= POOR
      ? theme.colors.warning.main
      : theme.colors.error.main;

const scoreText = (score: number | null): string => (score === null ? '–' : String(Math.round(score)));

/** The health score with every part it is made of, so that it can be argued with. */
export const HealthScore = ({ figures: { healthScore, healthParts, coverage } }: { figures: InsightFigures }) => {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.section} aria-label={t('insights.health.label', 'Health score and its parts')}>
      <h4 className={styles.head}>
        <span className={styles.score}>{scoreText(healthScore)}</span>
        <span className={styles.small}>
          {healthScore === null
            ? t('insights.health.none', 'No health score: none of its parts is known')
            : t('insights.health.of', 'of 100, health')}
          {coverage !== null &&
            coverage < 1 &&
            healthScore !== null &&
            t('insights.health.known', '; {{percent}} % of it known', { percent: Math.round(coverage * 100) })}
        </span>
      </h4>
      <ul className={styles.parts}>
        {healthParts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
      </ul>
      {healthScore !== null && (
        <p className={styles.small}>
          {t(
            'insights.health.how',
            'How far each part reaches its target, over all work of the time range: a single failure or a spent budget does not lower it. Weighted geometric mean: one part near 0 pulls the whole down. Unknown parts are left out.'
          )}
        </p>
      )}
    </section>
  );
};

const Part = ({ part: { name, attainment, text } }: { part: HealthLine }) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <li className={styles.part}>
      <span className={styles.name}>{name}</span>
      <span className={styles.track} aria-hidden>
        {attainment !== null && (
          <span
            className={styles.fill}
            style={{ transform: `scaleX(${attainment})`, background: colorOf(theme, attainment) }}
          />
        )}
      </span>
      <span className={styles.value}>
        {attainment === null ? t('insights.health.unknown', 'unknown') : `${Math.round(attainment * 100)} %`}
      </span>
      <span className={styles.text}>{text}</span>
    </li>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  head: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(0.75), margin: 0 }),
  score: css({
    fontSize: theme.typography.h2.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
  }),
  small: css({ margin: 0, fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
  parts: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  part: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, 1fr) 2fr 64px',
    gap: theme.spacing(0, 1),
    alignItems: 'center',
  }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  track: css({
    height: 6,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    boxShadow: `inset 0 0 0 1px ${theme.colors.border.weak}`,
    overflow: 'hidden',
  }),
  fill: css({ display: 'block', height: '100%', transformOrigin: 'left' }),
  value: css({ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  text: css({
    gridColumn: '1 / -1',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
});
