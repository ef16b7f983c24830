import { css, cx } from '@emotion/css';
import { type Frame } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { t } from '../../core/i18n/t';
import { moneyText, ratioText } from '../format';
import { readBudgets } from '../home/readHome';

const MOST = 30;
const NEARLY_SPENT = 0.8;

const periodText = (period: string): string => {
  switch (period) {
    case 'day':
      return t('pages.settings.today', 'today');
    case 'week':
      return t('pages.settings.this-week', 'this week');
    default:
      return t('pages.settings.this-month', 'this month');
  }
};

/** What is spent of each budget in its present period, the fullest first. */
export const BudgetUse = ({ frame }: { frame: Frame | undefined }) => {
  const styles = useStyles2(getStyles);
  const budgets = readBudgets(frame).sort((left, right) => right.ratio - left.ratio);
  if (budgets.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={t('pages.settings.budget-use', 'What is spent')}>
      {budgets.slice(0, MOST).map(({ budget, subject, spentUsd, limitUsd, ratio, period }) => (
        <li key={`${budget}/${subject}`} className={styles.item}>
          <span className={styles.name}>{subject === '' ? budget : `${budget}: ${subject}`}</span>
          <span className={styles.bar} aria-hidden>
            <span
              className={cx(styles.fill, ratio >= 1 ? styles.over : ratio >= NEARLY_SPENT && styles.near)}
              style={{ width: `${Math.min(1, ratio) * 100}%` }}
            />
          </span>
          <span className={styles.figures}>
            {t('pages.settings.budget-spent', '{{spent}} of {{limit}} {{period}} ({{share}})', {
              spent: moneyText(spentUsd),
              limit: moneyText(limitUsd),
              period: periodText(period),
              share: ratioText(ratio),
            })}
          </span>
          {ratio >= NEARLY_SPENT && (
            <ConditionMark
              condition={ratio >= 1 ? 'failed' : 'stuck'}
              word={
                ratio >= 1 ? t('pages.settings.budget-over', 'Spent') : t('pages.settings.budget-near', 'Nearly spent')
              }
            />
          )}
        </li>
      ))}
    </ul>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  item: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(60px, 2fr) minmax(0, 3fr) minmax(0, 1fr)',
    gap: theme.spacing(0.5, 1.5),
    alignItems: 'center',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  }),
  name: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  bar: css({
    height: 8,
    borderRadius: 4,
    overflow: 'hidden',
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
  }),
  fill: css({ display: 'block', height: '100%', background: theme.colors.primary.main }),
  near: css({ background: theme.colors.warning.main }),
  over: css({ background: theme.colors.error.main }),
  figures: css({ fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
});
