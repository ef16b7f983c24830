import {
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceApi,
  dateTime,
  isDataFrame,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';
import { defer, from, isObservable, scan, switchMap } from 'rxjs';

import { defaultQuery } from '../../core/query/defaultQuery';
import { type ElJefeQuery, type StateFormat } from '../../core/query/query.types';

export interface LiveFrames {
  frames: DataFrame[];
  /** What is wrong now; null when nothing is. */
  error: string | null;
  /** Nothing was heard yet. */
  loading: boolean;
}

const FORMATS: readonly StateFormat[] = ['agents', 'sessions', 'orchestrators'];
const RANGE_MS = 3_600_000;

const request = (): DataQueryRequest<ElJefeQuery> => {
  const to = dateTime();
  const range = { from: dateTime(to.valueOf() - RANGE_MS), to };
  return {
    app: CoreApp.Unknown,
    requestId: 'eljefe-pages',
    interval: '1m',
    intervalMs: 60_000,
    range: { ...range, raw: range },
    scopedVars: {},
    startTime: to.valueOf(),
    timezone: 'browser',
    targets: FORMATS.map((format) => ({ ...defaultQuery('state'), refId: format, format })),
  };
};

type Heard = ReadonlyMap<string, { frames: DataFrame[]; error: string | null }>;

const listen = (uid: string) =>
  defer(() => from(getDataSourceSrv().get(uid))).pipe(
    switchMap((datasource: DataSourceApi) => {
      const answer = datasource.query(request());
      return isObservable(answer) ? answer : from(answer);
    }),
    scan(
      (heard: Heard, { key = '', data, errors }): Heard =>
        new Map([
          ...heard,
          [key, { frames: data.filter((item) => isDataFrame(item)), error: errors?.[0]?.message ?? null }],
        ]),
      new Map()
    )
  );

/** The live state of a data source, as frames, for as long as the page shows. */
export const useLiveFrames = (uid: string): LiveFrames => {
  const [live, setLive] = useState<LiveFrames>({ frames: [], error: null, loading: true });
  useEffect(() => {
    const subscription = listen(uid).subscribe({
      next: (heard) => {
        const parts = [...heard.values()];
        setLive({
          frames: parts.flatMap(({ frames }) => frames),
          error: parts.find(({ error }) => error !== null)?.error ?? null,
          loading: false,
        });
      },
      error: (thrown: unknown) =>
        setLive((held) => ({
          ...held,
          loading: false,
          error: thrown instanceof Error ? thrown.message : 'The data source could not be loaded.',
        })),
    });
    return () => subscription.unsubscribe();
  }, [uid]);
  return live;
};
