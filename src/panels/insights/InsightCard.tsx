import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';

import { useNow } from '../../components/now';
import { SEVERITY_LOOK, severityColor } from '../../components/severityLook';
import { ageText } from '../../core/format/ageText';
import { t } from '../../core/i18n/t';
import { type InsightRow } from './insights.types';

interface Props {
  row: InsightRow;
  href: string | null;
  timeZone: TimeZone;
}

/** One insight: what, since when, how sure, what to do, and on demand what it rests on. */
const InsightCardInner = ({ row, href, timeZone }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { icon, word } = SEVERITY_LOOK[row.severity];
  const about = [
    word,
    row.source,
    row.confidence === null
      ? null
      : t('insights.card.confidence', 'confidence {{confidence}}', { confidence: row.confidence }),
  ];
  return (
    <li
      className={cx(styles.card, row.severity === 'critical' && styles.critical)}
      aria-label={[word, row.title].join(', ')}
    >
      <span className={styles.icon} style={{ color: severityColor(theme, row.severity) }}>
        <Icon name={icon} size="sm" aria-hidden />
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          {href === null ? (
            <span className={styles.title}>{row.title}</span>
          ) : (
            <a className={styles.title} href={href}>
              {row.title}
            </a>
          )}
          {row.sinceMs !== null && <Since ms={row.sinceMs} timeZone={timeZone} />}
        </div>
        {row.text !== null && <div>{row.text}</div>}
        {row.action !== null && (
          <div className={styles.action}>
            <Icon name="arrow-right" size="sm" aria-hidden /> {row.action}
          </div>
        )}
        <div className={styles.meta}>{about.filter((part) => part !== null).join(' · ')}</div>
        {row.evidence.length > 0 && (
          <details className={styles.more}>
            <summary>{t('insights.card.evidence', 'What it rests on')}</summary>
            <dl className={styles.facts}>
              {row.evidence.map(({ name, value }) => (
                <React.Fragment key={name + value}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </React.Fragment>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
};
export const InsightCard = memo(InsightCardInner);

const Since = ({ ms, timeZone }: { ms: number; timeZone: TimeZone }) => {
  const styles = useStyles2(getStyles);
  const exact = dateTimeFormat(ms, { timeZone });
  return (
    <time className={styles.time} dateTime={new Date(ms).toISOString()} title={exact}>
      {t('insights.card.since', 'since {{time}}, {{age}} ago', {
        time: dateTimeFormat(ms, { timeZone, format: 'HH:mm' }),
        age: ageText((useNow() - ms) / 1_000),
      })}
    </time>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    overflowWrap: 'anywhere',
  }),
  critical: css({ background: theme.colors.error.transparent }),
  icon: css({ display: 'inline-flex', paddingTop: 3, flexShrink: 0 }),
  body: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: 2 }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1) }),
  title: css({
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.primary,
    'a&': { color: theme.colors.text.link },
    'a&:hover': { textDecoration: 'underline' },
  }),
  time: css({
    marginLeft: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  action: css({ display: 'flex', gap: theme.spacing(0.5), '& > svg, & > div': { marginTop: 3, flexShrink: 0 } }),
  meta: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
  more: css({
    fontSize: theme.typography.bodySmall.fontSize,
    '& > summary': { cursor: 'pointer', color: theme.colors.text.secondary, width: 'fit-content' },
    '& > summary:hover': { color: theme.colors.text.primary },
    '& > summary:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0, 1.5),
    margin: theme.spacing(0.5, 0),
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
  }),
});
