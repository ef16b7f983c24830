import { LoadingState, type PanelProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import React, { useMemo } from 'react';

import { NoticeList } from '../../components/NoticeList';
import { NowProvider } from '../../components/now';
import { queryErrorNotices } from '../../components/queryErrorNotices';
import { controlList } from './controlList';
import { countState } from './countState';
import { debugUrl } from './debugUrl';
import { QuickActions } from './QuickActions';
import { readOptions, type QuickActionsOptions } from './quickActions.options';

type Props = Pick<
  PanelProps<Partial<QuickActionsOptions>>,
  'data' | 'options' | 'width' | 'height' | 'timeRange' | 'timeZone'
>;

/** Quick actions: frames and options in, buttons out. */
export const QuickActionsPanel = ({ data, options: saved, width, height, timeRange, timeZone }: Props) => {
  const options = useMemo(() => readOptions(saved), [saved]);
  const errors = useMemo(() => queryErrorNotices(data), [data]);
  const counts = useMemo(() => countState(data.series), [data.series]);
  const { from, to } = timeRange.raw;
  const raw = (value: typeof from): string => (typeof value === 'string' ? value : String(value.valueOf()));
  return (
    <NowProvider>
      <QuickActions
        series={data.series}
        loading={data.state === LoadingState.Loading}
        controls={options.showControls ? controlList(counts) : []}
        debugHref={debugUrl({
          target: options.debugUrl,
          queries: data.request?.targets ?? [],
          range: { from: raw(from), to: raw(to) },
          search: locationService.getSearchObject(),
        })}
        range={{ fromMs: timeRange.from.valueOf(), toMs: timeRange.to.valueOf() }}
        width={width}
        height={height}
        timeZone={timeZone}
        failed={errors.length > 0}
      >
        <NoticeList notices={errors} />
      </QuickActions>
    </NowProvider>
  );
};
