import { LoadingState, type PanelProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import React, { useMemo, useState } from 'react';

import { NowProvider } from '../../components/now';
import { PanelMessage } from '../../components/PanelMessage';
import { someOf } from '../../core/format/someOf';
import { queryErrorNotices } from '../../components/queryErrorNotices';
import { t } from '../../core/i18n/t';
import { EventFeed } from './EventFeed';
import { readOptions, type EventFeedOptions } from './eventFeed.options';
import { eventLinks } from './eventLinks';
import { eventsMemory } from './eventsMemory';

/** The alert and event feed: frames and options in, states of the panel out. */
export const EventFeedPanel = ({
  data,
  options: saved,
  fieldConfig,
  width,
  height,
  timeZone,
}: PanelProps<EventFeedOptions>) => {
  const options = useMemo(() => readOptions(saved), [saved]);
  const [memory] = useState(eventsMemory);
  const { series } = data;
  const answer = useMemo(() => memory.read(series), [memory, series]);
  const search = JSON.stringify(locationService.getSearchObject());
  const { agentUrl, sessionUrl } = options;
  const linksOf = useMemo(
    () => eventLinks({ locate: memory.locate, agentUrl, sessionUrl, search: JSON.parse(search) }),
    [memory, agentUrl, sessionUrl, search]
  );
  const errors = useMemo(() => queryErrorNotices(data), [data]);
  const told = answer.kind === 'events' ? answer.model.notices : null;
  const notices = useMemo(() => [...errors, ...(told ?? [])], [errors, told]);

  const frame = (child: React.ReactNode) => <div style={{ width, height, display: 'flex' }}>{child}</div>;
  if (answer.kind === 'events' && answer.model.items.length > 0) {
    return (
      <NowProvider>
        <EventFeed
          items={answer.model.items}
          notices={notices}
          options={options}
          linksOf={linksOf}
          width={width}
          height={height}
          timeZone={timeZone}
        />
      </NowProvider>
    );
  }
  if (errors.length > 0) {
    return frame(
      <PanelMessage icon="exclamation-triangle" title={t('eventfeed.panel.failed', 'The events cannot be read')}>
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
          'eventfeed.panel.fieldsHint',
          'The feed needs time and title. Found: {{found}}. Choose the query “Events”, or rename the fields with a transformation.',
          { found: someOf(answer.found) }
        )}
      </PanelMessage>
    );
  }
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return frame(<PanelMessage icon="sync" title={t('eventfeed.panel.reading', 'Reading events…')} />);
  }
  return frame(
    answer.kind === 'events' ? (
      <PanelMessage icon="bell" title={t('eventfeed.panel.empty', 'Nothing happened in this time range')}>
        {/* A feed of one kind says in its own words what belongs here. */}
        {fieldConfig?.defaults.noValue ??
          t(
            'eventfeed.panel.emptyHint',
            'Alerts, failures, deployments and requests for a person appear here as they happen.'
          )}
        {notices.map(({ text, hint }) => (
          <div key={text}>{hint === null ? text : `${text} · ${hint}`}</div>
        ))}
      </PanelMessage>
    ) : (
      <PanelMessage icon="bell" title={t('panels.noData', 'No data')}>
        {t('eventfeed.panel.chooseQuery', 'Choose the El Jefe data source and the query “Events”.')}
      </PanelMessage>
    )
  );
};
