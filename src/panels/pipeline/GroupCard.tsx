import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';

import { CONDITION_LOOK, conditionColor, conditionPaint } from '../../components/conditionLook';
import { t } from '../../core/i18n/t';
import { type CardSetting } from './cardProps';
import { worstOf, type PipelineItem } from './foldGraph';
import { groupSentence, stepsText } from './stepSentence';

interface Props {
  item: Extract<PipelineItem, { kind: 'group' }>;
  setting: CardSetting;
  active: boolean;
}

/** A folded group: how many steps of each condition. A click unfolds it. */
const GroupCardInner = ({ item, setting, active }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const worst = worstOf(item.steps);
  return (
    <div
      role="listitem"
      aria-label={t('pipeline.group.unfold', '{{group}}; press Enter to unfold', {
        group: groupSentence(item.group, item.steps),
      })}
      tabIndex={active ? 0 : -1}
      data-pipeline-item={item.key}
      className={cx(styles.card, item.critical && styles.critical)}
      onFocus={() => setting.onFocusItem(item.key)}
      onClick={() => setting.onUnfold(item.group)}
    >
      <div className={styles.head}>
        <Icon name="angle-right" size="sm" aria-hidden />
        <span className={styles.name} title={item.group}>
          {item.group}
        </span>
        <span className={styles.small}>{stepsText(item.steps.length)}</span>
      </div>
      <div className={styles.bar} aria-hidden>
        {item.counts.map(({ condition, count }) => (
          <span key={condition} style={{ flexGrow: count, background: conditionPaint(theme, condition) }} />
        ))}
      </div>
      <div className={styles.counts}>
        {item.counts.slice(0, worst === 'done' ? 1 : 3).map(({ condition, count }) => (
          <span key={condition} className={styles.count}>
            <span style={{ color: conditionColor(theme, condition), display: 'inline-flex' }}>
              <Icon name={CONDITION_LOOK[condition].icon} size="xs" aria-hidden />
            </span>
            {count} {CONDITION_LOOK[condition].word.toLowerCase()}
          </span>
        ))}
      </div>
    </div>
  );
};
export const GroupCard = memo(GroupCardInner);

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    padding: theme.spacing(0.75, 1),
    border: `1px solid ${theme.colors.border.strong}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    // Two sheets behind the card: it stands for several.
    boxShadow: `3px 3px 0 -1px ${theme.colors.background.secondary}, 3px 3px 0 0 ${theme.colors.border.strong}`,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.emphasize(theme.colors.background.secondary, 0.05) },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  critical: css({ borderColor: theme.colors.text.primary, borderWidth: 2 }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), minWidth: 0 }),
  name: css({
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: theme.typography.fontWeightMedium,
  }),
  small: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
  }),
  bar: css({
    display: 'flex',
    height: 6,
    gap: 1,
    borderRadius: theme.shape.radius.pill,
    overflow: 'hidden',
    '& > span': { minWidth: 3, flexBasis: 0 },
  }),
  counts: css({ display: 'flex', gap: theme.spacing(1), overflow: 'hidden' }),
  count: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: 3,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }),
});
