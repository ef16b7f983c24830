import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';

import { Age } from '../../components/Age';
import { ConditionMark } from '../../components/ConditionMark';
import { conditionPaint } from '../../components/conditionLook';
import { durationText } from '../../core/format/durationText';
import { t } from '../../core/i18n/t';
import { spokenName, statusWord, storyText } from './agentName';
import { AgentTitle } from './AgentTitle';
import { Measures, resourceMeasures, spendMeasures } from './Measures';
import { ProgressOrElapsed } from './ProgressOrElapsed';
import { type RowProps } from './rowProps';

/** One agent as a card: state, who, what, how far, at which expense, heard when. */
const AgentCardInner = ({ row, setting, active, gone }: RowProps) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { density, columns, formats, links, timeZone, onOpen, onFocusRow } = setting;
  const compact = density === 'compact';
  const shows = (column: (typeof columns)[number]): boolean => columns.includes(column);
  const measures = [
    ...spendMeasures(row, formats).filter(({ id }) => shows(id)),
    ...(shows('resources') ? resourceMeasures(row, formats) : []),
  ];
  const story = shows('task') || row.condition === 'failed' ? storyText(row) : null;
  const exact = row.newsAtMs === null ? undefined : dateTimeFormat(row.newsAtMs, { timeZone });
  return (
    <div
      role="listitem"
      aria-label={
        gone
          ? t('agentgrid.card.gone', '{{agent}}, no longer in the data', { agent: spokenName(row) })
          : spokenName(row)
      }
      tabIndex={active ? 0 : -1}
      data-agent-row={row.key}
      className={cx(
        styles.card,
        compact && styles.compact,
        styles[tint(row.condition)],
        (row.stale || gone) && styles.faded
      )}
      onFocus={() => onFocusRow(row.key)}
      onClick={() => onOpen(row.key)}
    >
      <span className={styles.stripe} style={{ background: conditionPaint(theme, row.condition) }} aria-hidden />
      <div className={styles.line}>
        <ConditionMark condition={row.condition} word={statusWord(row)} />
        {!compact && row.condition === 'failed' && row.durationSeconds !== null && (
          <span className={cx(styles.clip, styles.small)}>
            {t('agentgrid.card.after', 'after {{time}}', { time: durationText(row.durationSeconds) })}
          </span>
        )}
        {compact && <AgentTitle row={row} link={links.main(row)} />}
        <span className={styles.push}>
          {gone ? (
            <span className={styles.muted}>{t('agentgrid.card.left', 'left the data')}</span>
          ) : (
            shows('age') && <Age sinceMs={row.newsAtMs} stale={row.stale} exact={exact} />
          )}
        </span>
      </div>
      {!compact && (
        <div className={styles.line}>
          <AgentTitle row={row} link={links.main(row)} />
          {shows('type') && row.agentType !== null && row.agentType !== row.agent && (
            <span className={styles.clip}>{row.agentType}</span>
          )}
          {shows('model') && row.model !== null && (
            <span className={cx(styles.clip, styles.right, styles.small)} title={row.model}>
              {row.model}
            </span>
          )}
        </div>
      )}
      <div
        className={cx(styles.story, row.condition === 'failed' && !compact && styles.twoLines)}
        title={story ?? undefined}
        data-value
      >
        {story}
      </div>
      {compact ? (
        <div className={styles.hairline} data-value>
          {shows('progress') && <ProgressOrElapsed row={row} barOnly />}
        </div>
      ) : (
        <>
          {row.condition !== 'failed' && (
            <div className={styles.progress} data-value>
              {shows('progress') && <ProgressOrElapsed row={row} />}
            </div>
          )}
          <div className={styles.small} data-value>
            <Measures measures={measures} />
          </div>
        </>
      )}
    </div>
  );
};
export const AgentCard = memo(AgentCardInner);

const tint = (condition: RowProps['row']['condition']): 'failed' | 'plain' =>
  condition === 'failed' ? 'failed' : 'plain';

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: 3,
    height: '100%',
    minWidth: 0,
    overflow: 'hidden',
    padding: theme.spacing(0.75, 1, 0.75, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    cursor: 'pointer',
    '&:hover': { borderColor: theme.colors.border.strong },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  compact: css({ padding: theme.spacing(0.5, 1, 0.5, 1.5), gap: 0 }),
  plain: css({}),
  failed: css({ background: theme.colors.error.transparent, borderColor: theme.colors.error.borderTransparent }),
  faded: css({ '& [data-value]': { color: theme.colors.text.secondary, filter: 'grayscale(1)' } }),
  stripe: css({ position: 'absolute', left: 0, top: 0, bottom: 0, width: 4 }),
  line: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), minWidth: 0 }),
  push: css({ marginLeft: 'auto' }),
  right: css({ textAlign: 'right' }),
  muted: css({ color: theme.colors.text.secondary }),
  clip: css({
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
    flex: '1 1 0', // takes what the name leaves
  }),
  story: css({
    flex: 1,
    minHeight: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
  }),
  twoLines: css({
    whiteSpace: 'normal',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflowWrap: 'anywhere',
    flex: 'none',
    marginBottom: 'auto',
  }),
  progress: css({
    minHeight: theme.spacing(2.5),
    display: 'flex',
    alignItems: 'center',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  hairline: css({ height: 6 }),
  small: css({ fontSize: theme.typography.bodySmall.fontSize }),
});
