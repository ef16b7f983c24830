import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import { Age } from '../../components/Age';
import { type FrameNotice } from '../../components/frameMeta';
import { NoticeList } from '../../components/NoticeList';
import { useHold } from '../../components/useHold';
import { t } from '../../core/i18n/t';
import { HealthScore } from './HealthScore';
import { InsightCard } from './InsightCard';
import { insightLink, type LinkSetting } from './insightLink';
import { type InsightsOptions } from './insights.options';
import { type InsightsModel } from './insights.types';
import { insightsInWords } from './insightsInWords';
import { Opportunities } from './Opportunities';
import { TrendList } from './TrendList';
import { useHeldRows } from './useHeldRows';

interface Props {
  model: InsightsModel;
  notices: readonly FrameNotice[];
  options: InsightsOptions;
  links: LinkSetting;
  /** Viewer's clock when the answer came, epoch ms. */
  receivedAtMs: number;
  /** The last refresh failed: what is shown is old. */
  stale: boolean;
  width: number;
  height: number;
  timeZone: TimeZone;
}

/** From this width on the figures stand beside the insights. */
const WIDE_PX = 760;

/** Below this score somebody should look. */
const WELL_SCORE = 95;

/** State in words, what needs attention, and the figures behind it. */
export const Insights = (props: Props) => {
  const { model, notices, options, links, receivedAtMs, stale, width, height, timeZone } = props;
  const styles = useStyles2(getStyles);
  const { held, handlers } = useHold();
  const { rows, newCount } = useHeldRows(model.rows, held);
  const [all, setAll] = useState(false);
  const { figures } = model;
  const shown = all ? rows : rows.slice(0, options.most);
  const urgent =
    model.rows.some(({ severity }) => severity !== 'info') ||
    (figures.activeAlerts ?? 0) > 0 ||
    (figures.healthScore ?? 100) < WELL_SCORE;
  const health = options.showHealth && (figures.healthScore !== null || figures.healthParts.length > 0);
  const trends = options.showTrends && figures.trends.length > 0;
  const opportunities = options.showOpportunities && figures.opportunities.length > 0;
  return (
    <div className={styles.panel} style={{ width, height }} role="region" aria-label={t('insights.region', 'Insights')}>
      <NoticeList notices={notices} />
      <div className={styles.words}>
        <span className={urgent ? styles.urgent : styles.calm}>
          <Icon name={urgent ? 'exclamation-triangle' : 'check-circle'} aria-hidden />
        </span>
        <span>
          {insightsInWords(model) || t('insights.nothingKnown', 'Nothing is known of this window yet')}{' '}
          <Age sinceMs={receivedAtMs} stale={stale} />
          {newCount > 0 && (
            <span className={styles.fresh}> · {t('insights.new', '{{count}} new', { count: newCount })}</span>
          )}
        </span>
      </div>
      {/* The whole scrolls, by keyboard too. */}
      <div className={cx(styles.area, width >= WIDE_PX && styles.wide, stale && styles.stale)} tabIndex={0}>
        <div className={styles.column} {...handlers}>
          {shown.length === 0 ? (
            <p className={styles.none}>
              {t(
                'insights.calm',
                'Nothing stands out: no target missed, no change that a test shows, nothing stuck, no budget at its limit.'
              )}
            </p>
          ) : (
            <ul className={styles.list} aria-label={t('insights.list', 'Insights, worst first')}>
              {shown.map((row) => (
                <InsightCard key={row.id} row={row} href={insightLink(row, links)} timeZone={timeZone} />
              ))}
            </ul>
          )}
          {rows.length > shown.length && (
            <Button size="sm" variant="secondary" onClick={() => setAll(true)}>
              {t('insights.more', 'Show {{count}} more', { count: rows.length - shown.length })}
            </Button>
          )}
        </div>
        {(health || trends || opportunities) && (
          <div className={styles.figures}>
            {health && <HealthScore figures={figures} />}
            {opportunities && <Opportunities items={figures.opportunities} />}
            {trends && <TrendList trends={figures.trends} />}
          </div>
        )}
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), overflow: 'hidden' }),
  words: css({ display: 'flex', gap: theme.spacing(0.75), '& > span:first-child': { marginTop: 3, flexShrink: 0 } }),
  urgent: css({ display: 'inline-flex', color: theme.colors.warning.text }),
  calm: css({ display: 'inline-flex', color: theme.colors.success.text }),
  fresh: css({ fontWeight: theme.typography.fontWeightMedium }),
  area: css({
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  wide: css({ display: 'grid', gridTemplateColumns: '3fr 2fr', alignItems: 'start' }),
  stale: css({ filter: 'grayscale(1)' }),
  column: css({ minWidth: 0 }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  none: css({ margin: 0, color: theme.colors.text.secondary }),
  figures: css({ minWidth: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
});
