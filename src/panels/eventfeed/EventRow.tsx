import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';

import { useNow } from '../../components/now';
import { ageText } from '../../core/format/ageText';
import { t } from '../../core/i18n/t';
import { type FeedEntry, type FeedItem } from './eventFeed.types';
import { type EventLink } from './eventLinks';
import { SEVERITY_LOOK, severityColor } from '../../components/severityLook';
import { KIND_WORD } from './eventLook';

/** What every row shares; changes only with options. */
export interface EventSetting {
  compact: boolean;
  timeZone: TimeZone;
  linksOf: (item: FeedItem) => EventLink[];
  onToggle: (key: string) => void;
  onFocusRow: (key: string) => void;
}

interface Props {
  entry: FeedEntry;
  setting: EventSetting;
  open: boolean;
  active: boolean;
  position: number;
  total: number;
}

/** One event: how bad, when, what, of whom, and where to look. */
const EventRowInner = ({ entry, setting, open, active, position, total }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { newest: item, count, key, firstMs } = entry;
  const { compact, timeZone, linksOf, onToggle, onFocusRow } = setting;
  const look = SEVERITY_LOOK[item.severity];
  const exact = dateTimeFormat(item.timeMs, { timeZone });
  const links = linksOf(item);
  const [main] = links;
  const oneLine = compact && !open;
  const repeats =
    count > 1
      ? t('eventfeed.row.times', '{{count}} times since {{time}}', {
          count,
          time: dateTimeFormat(firstMs, { timeZone }),
        })
      : null;
  return (
    <div
      role="listitem"
      aria-posinset={position}
      aria-setsize={total}
      aria-label={[look.word, item.title, exact, repeats].filter(Boolean).join(', ')}
      tabIndex={active ? 0 : -1}
      data-event-row={key}
      className={cx(styles.row, open && styles.open, item.severity === 'critical' && styles.critical)}
      onFocus={() => onFocusRow(key)}
      onClick={() => onToggle(key)}
    >
      <span className={styles.severity} style={{ color: severityColor(theme, item.severity) }}>
        <Icon name={look.icon} size="sm" aria-hidden />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          {main ? (
            <a
              className={styles.title}
              href={main.href}
              target={main.target}
              rel={main.target === '_blank' ? 'noopener noreferrer' : undefined}
              tabIndex={-1}
              title={item.title}
              onClick={(event) => event.stopPropagation()}
            >
              {item.title}
            </a>
          ) : (
            <span className={styles.title} title={item.title}>
              {item.title}
            </span>
          )}
          {repeats !== null && (
            <span className={styles.count} title={repeats}>
              ×{count}
            </span>
          )}
          {item.needsHuman && (
            <span className={styles.you}>
              <Icon name="user" size="xs" aria-hidden />{' '}
              <span className={styles.words}>{t('eventfeed.waitingOnYou', 'Waiting on you')}</span>
            </span>
          )}
          {oneLine && <span className={styles.meta}>{item.text}</span>}
          <RelativeTime item={item} exact={exact} />
        </div>
        {!oneLine && (
          <div className={styles.line}>
            <span className={styles.meta}>
              {[look.word, KIND_WORD[item.kind], item.source, item.text].filter(Boolean).join(' · ')}
            </span>
          </div>
        )}
        {open && (
          <div className={styles.more}>
            {item.text !== null && <div className={styles.full}>{item.text}</div>}
            <div className={styles.meta}>
              {exact}
              {item.subject !== null &&
                ` · ${item.subjectKind ?? t('eventfeed.row.subject', 'subject')} ${item.subject}`}
              {repeats !== null && ` · ${repeats}`}
            </div>
            <div className={styles.links}>
              {links.map(({ href, title, target }) => (
                <a
                  key={href}
                  href={href}
                  target={target}
                  rel={target === '_blank' ? 'noopener noreferrer' : undefined}
                  onClick={(event) => event.stopPropagation()}
                >
                  {title}
                </a>
              ))}
            </div>
          </div>
        )}
      </div>
    </div>
  );
};
export const EventRow = memo(EventRowInner);

const RelativeTime = ({ item, exact }: { item: FeedItem; exact: string }) => {
  const styles = useStyles2(getStyles);
  const age = (useNow() - item.heardMs) / 1000;
  return (
    <time className={styles.time} dateTime={new Date(item.timeMs).toISOString()} title={exact}>
      {t('components.ago', '{{age}} ago', { age: ageText(age) })}
    </time>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    gap: theme.spacing(1),
    minHeight: '100%',
    padding: theme.spacing(0.5, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  critical: css({ background: theme.colors.error.transparent }),
  open: css({ background: theme.colors.background.secondary }),
  severity: css({ display: 'inline-flex', paddingTop: 3, flexShrink: 0 }),
  body: css({ flex: 1, minWidth: 0 }),
  line: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1), minWidth: 0 }),
  title: css({
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.primary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    flexShrink: 1,
    minWidth: theme.spacing(8),
    'a&:hover': { textDecoration: 'underline' },
  }),
  count: css({
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  words: css({ '@container (max-width: 320px)': { display: 'none' } }),
  you: css({
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.visualization.getColorByName(theme.isDark ? 'light-purple' : 'dark-purple')}`,
  }),
  meta: css({
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  time: css({
    marginLeft: 'auto',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    color: theme.colors.text.secondary,
  }),
  more: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), padding: theme.spacing(0.5, 0) }),
  full: css({ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', maxHeight: theme.spacing(20), overflowY: 'auto' }),
  links: css({
    display: 'flex',
    gap: theme.spacing(2),
    '&:empty': { display: 'none' },
    '& a': { color: theme.colors.text.link },
  }),
});
