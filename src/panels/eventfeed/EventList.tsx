import { css } from '@emotion/css';
import { type TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { useWindow } from '../../components/useWindow';
import { t } from '../../core/i18n/t';
import { type FeedEntry, type FeedItem } from './eventFeed.types';
import { type EventLink } from './eventLinks';
import { EventRow, type EventSetting } from './EventRow';

interface Props {
  entries: readonly FeedEntry[];
  openKey: string | null;
  onToggle: (key: string) => void;
  compact: boolean;
  timeZone: TimeZone;
  linksOf: (item: FeedItem) => EventLink[];
  fallbackHeight: number;
}

const HEIGHT_PX = { comfortable: 50, compact: 30 } as const;

const step = (index: number, key: string, count: number): number | null => {
  const targets: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + 8,
    PageUp: index - 8,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? null : Math.min(Math.max(target, 0), count - 1);
};

/** The scrolling list of events: those in sight only. Arrows move, Enter follows the link or unfolds, Space unfolds. */
export const EventList = ({ entries, openKey, onToggle, compact, timeZone, linksOf, fallbackHeight }: Props) => {
  const styles = useStyles2(getStyles);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [openHeight, setOpenHeight] = useState(0);
  const [request, setRequest] = useState(0);
  const wanted = useRef<string | null>(null);
  const usual = HEIGHT_PX[compact ? 'compact' : 'comfortable'];
  const heights = useMemo(
    () => entries.map(({ key }) => (key === openKey ? Math.max(openHeight, usual) : usual)),
    [entries, openKey, openHeight, usual]
  );
  const activeIndex = entries.findIndex(({ key }) => key === activeKey);
  const { ref, strips, totalHeight, onScroll, scrollTo } = useWindow({ heights, fallbackHeight, keep: activeIndex });
  const tabStop = Math.max(0, activeIndex);
  const setting = useMemo(
    (): EventSetting => ({ compact, timeZone, linksOf, onToggle, onFocusRow: setActiveKey }),
    [compact, timeZone, linksOf, onToggle]
  );
  const measure = useCallback((element: HTMLDivElement | null) => {
    if (element) {
      setOpenHeight(element.getBoundingClientRect().height);
    }
  }, []);

  useLayoutEffect(() => {
    const key = wanted.current;
    if (key !== null) {
      wanted.current = null;
      scrollTo(entries.findIndex((entry) => entry.key === key));
      [...(ref.current?.querySelectorAll<HTMLElement>('[data-event-row]') ?? [])]
        .find((row) => row.dataset.eventRow === key)
        ?.focus({ preventScroll: true });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- acts once per request; the list is read as it is then
  }, [request]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-event-row]') : null;
    if (!row || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const next = step(tabStop, event.key, entries.length);
    const key = next === null ? undefined : entries[next]?.key;
    if (key !== undefined) {
      event.preventDefault();
      wanted.current = key;
      setActiveKey(key);
      setRequest((count) => count + 1);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const link = row.querySelector<HTMLAnchorElement>('a[href]');
      if (event.key === 'Enter' && link) {
        link.click();
      } else if (row.dataset.eventRow !== undefined) {
        onToggle(row.dataset.eventRow);
      }
    }
  };

  return (
    <div
      ref={ref}
      className={styles.area}
      role="list"
      aria-label={t('eventfeed.list', 'Events, newest first')}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: totalHeight }} role="presentation" />
      {strips.map(({ index, top }) => {
        const entry = entries[index];
        if (!entry) {
          return null;
        }
        const open = entry.key === openKey;
        return (
          <div
            key={entry.key}
            ref={open ? measure : undefined}
            role="presentation"
            className={styles.strip}
            style={{ top, ...(open ? { minHeight: usual } : { height: usual }) }}
          >
            <EventRow
              entry={entry}
              setting={setting}
              open={open}
              active={index === tabStop}
              position={index + 1}
              total={entries.length}
            />
          </div>
        );
      })}
    </div>
  );
};

const getStyles = () => ({
  area: css({
    position: 'relative',
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    overflowAnchor: 'none',
  }),
  strip: css({ position: 'absolute', left: 0, right: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' }),
});
