import { LoadingState, type DataFrame, type PanelProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import React, { useMemo, useState } from 'react';

import { NowProvider } from '../../components/now';
import { PanelMessage } from '../../components/PanelMessage';
import { queryErrorNotices } from '../../components/queryErrorNotices';
import { someOf } from '../../core/format/someOf';
import { t } from '../../core/i18n/t';
import { Insights } from './Insights';
import { readOptions, type InsightsOptions } from './insights.options';
import { readInsights } from './readInsights';

type Props = Pick<PanelProps<Partial<InsightsOptions>>, 'data' | 'options' | 'width' | 'height' | 'timeZone'>;

/** Remembers when the present answer came; one seen again keeps its time. */
const arrivals = (clock: () => number = Date.now) => {
  let known: { series: readonly DataFrame[]; at: number | null; receivedAtMs: number } | null = null;
  return (series: readonly DataFrame[], at: number | null): number => {
    const same = known !== null && (known.series === series || (at !== null && known.at === at));
    known = { series, at, receivedAtMs: same && known !== null ? known.receivedAtMs : clock() };
    return known.receivedAtMs;
  };
};

/** The insights panel: frames and options in, states of the panel out. */
export const InsightsPanel = ({ data, options: saved, width, height, timeZone }: Props) => {
  const options = useMemo(() => readOptions(saved), [saved]);
  const [arrivedAt] = useState(arrivals);
  const { series } = data;
  const answer = useMemo(() => readInsights(series), [series]);
  const at = answer.kind === 'insights' ? answer.model.at : null;
  const receivedAtMs = useMemo(() => arrivedAt(series, at), [arrivedAt, series, at]);
  const errors = useMemo(() => queryErrorNotices(data), [data]);

  const frame = (child: React.ReactNode) => <div style={{ width, height, display: 'flex' }}>{child}</div>;
  if (answer.kind === 'insights') {
    return (
      <NowProvider>
        <Insights
          model={answer.model}
          notices={[...errors, ...answer.model.notices]}
          options={options}
          links={{
            agentUrl: options.agentUrl,
            sessionUrl: options.sessionUrl,
            search: locationService.getSearchObject(),
          }}
          receivedAtMs={receivedAtMs}
          stale={errors.length > 0}
          width={width}
          height={height}
          timeZone={timeZone}
        />
      </NowProvider>
    );
  }
  if (errors.length > 0) {
    return frame(
      <PanelMessage icon="exclamation-triangle" title={t('insights.panel.failed', 'The insights cannot be read')}>
        {errors.map(({ text }) => (
          <div key={text}>{text}</div>
        ))}
        <div>
          {t(
            'panels.testHint',
            'Open the data source and press “Save and test”: it says which part fails and what to do.'
          )}
        </div>
      </PanelMessage>
    );
  }
  if (answer.kind === 'missing-fields') {
    return frame(
      <PanelMessage
        icon="question-circle"
        title={t('panels.noField', 'The answer has no field {{fields}}', { fields: answer.missing.join(', ') })}
      >
        {t(
          'insights.panel.fieldsHint',
          'The panel needs title and severity. Found: {{found}}. Choose the query “Insights”.',
          {
            found: someOf(answer.found),
          }
        )}
      </PanelMessage>
    );
  }
  return frame(
    data.state === LoadingState.Loading || data.state === LoadingState.NotStarted ? (
      <PanelMessage icon="sync" title={t('insights.panel.reading', 'Reading insights…')} />
    ) : (
      <PanelMessage icon="chart-line" title={t('panels.noData', 'No data')}>
        {t(
          'insights.panel.chooseQuery',
          'Choose the El Jefe data source and the query “Insights”. They need the analytics service; the orchestrator alone cannot give them.'
        )}
      </PanelMessage>
    )
  );
};
