import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { type FrameNotice } from '../../components/frameMeta';
import { NoticeList } from '../../components/NoticeList';
import { PanelMessage } from '../../components/PanelMessage';
import { useHold } from '../../components/useHold';
import { useSlashFocus } from '../../components/useSlashFocus';
import { t } from '../../core/i18n/t';
import { type EventFeedOptions } from './eventFeed.options';
import { type FeedItem } from './eventFeed.types';
import { type EventLink } from './eventLinks';
import { EventList } from './EventList';
import { FeedToolbar } from './FeedToolbar';
import { filterEvents, isFiltering, NO_FILTER } from './filterEvents';
import { groupRepeats } from './groupRepeats';
import { useAnnouncer } from './useAnnouncer';
import { useFollow } from './useFollow';

interface Props {
  items: readonly FeedItem[];
  notices: readonly FrameNotice[];
  options: EventFeedOptions;
  linksOf: (item: FeedItem) => EventLink[];
  width: number;
  height: number;
  timeZone: TimeZone;
}

/** Filters, the list of events newest first, and the quiet voice for screen readers. */
export const EventFeed = ({ items, notices, options, linksOf, width, height, timeZone }: Props) => {
  const styles = useStyles2(getStyles);
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useState({ ...NO_FILTER, needsHuman: options.onlyWaiting });
  const [openKey, setOpenKey] = useState<string | null>(null);
  const { held, handlers } = useHold();
  useSlashFocus(panel, input);

  const wanted = useMemo(() => filterEvents(items, filter), [items, filter]);
  const follow = useFollow(items, held || openKey !== null);
  const shown = useMemo(() => filterEvents(follow.items, filter), [follow.items, filter]);
  const entries = useMemo(() => groupRepeats(shown, options.joinRepeats), [shown, options.joinRepeats]);
  const said = useAnnouncer(wanted);
  const waitingOutside = useMemo(() => {
    const known = new Set(follow.items.map(({ id }) => id));
    return wanted.filter(({ id }) => !known.has(id)).length;
  }, [wanted, follow.items]);
  const toggle = useCallback((key: string) => setOpenKey((old) => (old === key ? null : key)), []);

  const clearFilter = (): void => {
    input.current?.focus(); // the button goes away with the filter; the focus must not go with it
    setFilter(NO_FILTER);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && (openKey !== null || isFiltering(filter))) {
      event.stopPropagation();
      if (openKey === null) {
        setFilter(NO_FILTER);
      }
      setOpenKey(null);
    }
  };

  return (
    <div
      ref={panel}
      className={styles.panel}
      style={{ width, height }}
      role="region"
      aria-label={t('eventfeed.region', 'Alerts and events')}
      onKeyDown={onKeyDown}
    >
      <NoticeList notices={notices} />
      {options.showFilterBar && (
        <FeedToolbar
          items={follow.items}
          filter={filter}
          onFilter={setFilter}
          paused={follow.paused}
          onPause={follow.setPaused}
          inputRef={input}
        />
      )}
      <div className={styles.said} role="log" aria-live="polite" aria-label={t('eventfeed.newEvents', 'New events')}>
        {said}
      </div>
      <div className={styles.outer}>
        {waitingOutside > 0 && (
          <div className={styles.waiting}>
            <Button size="sm" variant="secondary" icon="arrow-up" onClick={follow.catchUp}>
              {t('eventfeed.new', '{{count}} new', { count: waitingOutside })}
            </Button>
          </div>
        )}
        <div className={styles.list} {...handlers}>
          {entries.length === 0 ? (
            <PanelMessage
              icon="filter"
              title={t('eventfeed.noMatch', 'No event matches the filter')}
              action={
                <Button size="sm" variant="secondary" onClick={clearFilter}>
                  {t('panels.clearFilter', 'Clear filter')}
                </Button>
              }
            />
          ) : (
            <EventList
              entries={entries}
              openKey={openKey}
              onToggle={toggle}
              compact={options.density === 'compact'}
              timeZone={timeZone}
              linksOf={linksOf}
              fallbackHeight={height}
            />
          )}
        </div>
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    overflow: 'hidden',
    containerType: 'inline-size',
  }),
  outer: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  list: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  said: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
  waiting: css({
    position: 'absolute',
    zIndex: 1,
    top: theme.spacing(0.5),
    left: 0,
    right: 0,
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
    '& > *': { pointerEvents: 'auto', boxShadow: theme.shadows.z2 },
  }),
});
