import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { Age } from '../../components/Age';
import { byCondition } from '../../components/byCondition';
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
      className={classOf(styles, { compact, condition: row.condition, faded: row.stale || gone })}
      onFocus={() => onFocusRow(row.key)}
      onClick={() => onOpen(row.key)}
    >
      <div className={styles.line}>
        <ConditionMark condition={row.condition} word={statusWord(row)} />
        {!compact && row.condition === 'failed' && row.durationSeconds !== null && (
          <span className={styles.after}>
            {t('agentgrid.card.after', 'after {{time}}', { time: durationText(row.durationSeconds) })}
          </span>
        )}
        {compact && <AgentTitle row={row} link={links.main(row)} />}
        {gone ? (
          <span className={styles.left}>{t('agentgrid.card.left', 'left the data')}</span>
        ) : (
          shows('age') && <Age sinceMs={row.newsAtMs} stale={row.stale} exact={exact} className={styles.push} />
        )}
      </div>
      {!compact && (
        <div className={styles.line}>
          <AgentTitle row={row} link={links.main(row)} />
          {shows('type') && row.agentType !== null && row.agentType !== row.agent && (
            <span className={styles.clip}>{row.agentType}</span>
          )}
          {shows('model') && row.model !== null && (
            <span className={styles.model} title={row.model}>
              {row.model}
            </span>
          )}
        </div>
      )}
      <div
        className={row.condition === 'failed' && !compact ? styles.twoLines : styles.story}
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
          {row.condition !== 'failed' && shows('progress') && (
            <ProgressOrElapsed row={row} className={styles.progress} />
          )}
          <Measures measures={measures} className={styles.small} />
        </>
      )}
    </div>
  );
};
export const AgentCard = memo(AgentCardInner);

interface Look {
  compact: boolean;
  condition: RowProps['row']['condition'];
  faded: boolean;
}

/** Classes of a card side by side: merging them by emotion costs more than drawing the card. */
const classOf = (styles: ReturnType<typeof getStyles>, { compact, condition, faded }: Look): string =>
  [
    styles.card,
    styles.stripe[condition],
    compact ? styles.compact : '',
    condition === 'failed' ? styles.failed : '',
    faded ? styles.faded : '',
  ].join(' ');

const CLIP = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const;

const stripeOf = (theme: GrafanaTheme2, condition: Look['condition']): string => {
  const paint = conditionPaint(theme, condition);
  const image = paint.includes('gradient') ? paint : `linear-gradient(${paint}, ${paint})`;
  return css({ backgroundImage: image, backgroundSize: '4px 100%', backgroundRepeat: 'no-repeat' });
};

const getStyles = (theme: GrafanaTheme2) => {
  const secondary = { color: theme.colors.text.secondary };
  const small = { fontSize: theme.typography.bodySmall.fontSize };
  const clip = { ...CLIP, ...secondary, flex: '1 1 0' }; // takes what the name leaves
  return {
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
      backgroundColor: theme.colors.background.secondary,
      cursor: 'pointer',
      '&&:hover': { borderColor: theme.colors.border.strong },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    // The condition's stripe is a background of the card; the doubled class wins whatever order styles were made in.
    stripe: byCondition((condition) => stripeOf(theme, condition)),
    compact: css({ '&&': { padding: theme.spacing(0.5, 1, 0.5, 1.5), gap: 0 } }),
    failed: css({
      '&&': { backgroundColor: theme.colors.error.transparent, borderColor: theme.colors.error.borderTransparent },
    }),
    faded: css({ '& [data-value]': { ...secondary, filter: 'grayscale(1)' } }),
    line: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), minWidth: 0 }),
    push: css({ marginLeft: 'auto' }),
    left: css({ marginLeft: 'auto', ...secondary }),
    clip: css(clip),
    after: css({ ...clip, ...small }),
    model: css({ ...clip, ...small, textAlign: 'right' }),
    story: css({ ...CLIP, flex: 1, minHeight: 0, color: theme.colors.text.primary }),
    twoLines: css({
      minHeight: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      color: theme.colors.text.primary,
      whiteSpace: 'normal',
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: 2,
      overflowWrap: 'anywhere',
      flex: 'none',
      marginBottom: 'auto',
    }),
    progress: css({ minHeight: theme.spacing(2.5), lineHeight: theme.spacing(2.5), ...small }),
    hairline: css({ height: 6 }),
    small: css(small),
  };
};
