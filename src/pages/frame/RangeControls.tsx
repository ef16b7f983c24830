import { dateTime, getTimeZone, rangeUtil, type TimeRange } from '@grafana/data';
import { TimeRangePicker, ToolbarButton } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type PageRange } from '../url/useTimeRange';

const between = (fromMs: number, toMs: number): TimeRange => {
  const ends = { from: dateTime(fromMs), to: dateTime(toMs) };
  return { ...ends, raw: ends };
};

/** @param parts how far, in halves of the range; negative is earlier */
const shifted = (range: TimeRange, parts: number): TimeRange => {
  const [from, to] = [range.from.valueOf(), range.to.valueOf()];
  const step = ((to - from) / 2) * parts;
  return between(from + step, to + step);
};

const widened = (range: TimeRange): TimeRange => {
  const [from, to] = [range.from.valueOf(), range.to.valueOf()];
  const half = (to - from) / 2;
  return between(from - half, to + half);
};

/** Time range and refresh of a page. */
export const RangeControls = ({ range, setRange, refresh, busy }: PageRange & { busy: boolean }) => (
  <>
    <TimeRangePicker
      value={range}
      timeZone={getTimeZone()}
      onChange={setRange}
      onChangeTimeZone={() => undefined}
      onMoveBackward={() => setRange(shifted(range, -1))}
      onMoveForward={() => setRange(shifted(range, 1))}
      onZoom={() => setRange(widened(range))}
      isOnCanvas
    />
    <ToolbarButton
      icon="sync"
      variant="canvas"
      onClick={refresh}
      aria-busy={busy}
      tooltip={t('pages.range.refresh-tip', 'Ask again for {{range}}', {
        range: rangeUtil.describeTimeRange(range.raw, getTimeZone()),
      })}
      aria-label={t('pages.range.refresh', 'Refresh')}
    />
  </>
);
