import { dateMath, dateTime, makeTimeRange, rangeUtil, type TimeRange } from '@grafana/data';
import { useCallback, useMemo, useState } from 'react';

import { type EpochRange } from '../../core/query/alignRange';
import { setUrlParams, useUrlSearch } from './useUrlParams';

const DEFAULT = { from: 'now-24h', to: 'now' };

const isEpoch = (text: string): boolean => /^\d{9,}$/.test(text);
const readable = (text: string | null): string | null => {
  if (text === null || text === '') {
    return null;
  }
  return isEpoch(text) || dateMath.isMathString(text) ? text : null;
};

/** What the address says, as Grafana's dashboards write it: `now-6h`, or epoch milliseconds. */
export const rangeOfUrl = (search: URLSearchParams): TimeRange => {
  const raw = { from: readable(search.get('from')) ?? DEFAULT.from, to: readable(search.get('to')) ?? DEFAULT.to };
  const instant = (text: string, roundUp: boolean) =>
    dateMath.toDateTime(isEpoch(text) ? new Date(Number(text)) : text, { roundUp });
  const from = instant(raw.from, false);
  const to = instant(raw.to, true);
  return from && to && from.isBefore(to)
    ? { from, to, raw: { from: isEpoch(raw.from) ? from : raw.from, to: isEpoch(raw.to) ? to : raw.to } }
    : rangeUtil.convertRawToRange(DEFAULT);
};

export interface PageRange {
  range: TimeRange;
  epoch: EpochRange;
  /** Grows with each refresh; questions are asked again. */
  turn: number;
  setRange: (range: TimeRange) => void;
  setEpoch: (epoch: EpochRange) => void;
  refresh: () => void;
}

const written = (value: TimeRange['raw']['from']): string =>
  typeof value === 'string' ? value : String(value.valueOf());

/** The page's time range, kept in the address as dashboards do. */
export const useTimeRange = (): PageRange => {
  const search = useUrlSearch();
  const [turn, setTurn] = useState(0);
  const key = `${search.get('from') ?? ''}|${search.get('to') ?? ''}`;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `now` moves on with each refresh, not with each drawing
  const range = useMemo(() => rangeOfUrl(search), [key, turn]);
  const setRange = useCallback((next: TimeRange) => {
    setUrlParams({ from: written(next.raw.from), to: written(next.raw.to) });
  }, []);
  return {
    range,
    epoch: useMemo(() => ({ from: range.from.valueOf(), to: range.to.valueOf() }), [range]),
    turn,
    setRange,
    setEpoch: useCallback(
      ({ from, to }) => setRange(makeTimeRange(dateTime(Math.round(from)), dateTime(Math.round(to)))),
      [setRange]
    ),
    refresh: useCallback(() => setTurn((held) => held + 1), []),
  };
};
