import { LoadingState, type PanelProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import React, { useMemo, useState } from 'react';

import { NowProvider } from '../../components/now';
import { PanelMessage } from '../../components/PanelMessage';
import { queryErrorNotices } from '../../components/queryErrorNotices';
import { useTick } from '../../components/useTick';
import { someOf } from '../../core/format/someOf';
import { t } from '../../core/i18n/t';
import { chooseSession } from './chooseSession';
import { Pipeline } from './Pipeline';
import { readOptions, SILENCE_SECONDS, type PipelineOptions } from './pipeline.options';
import { pipelineMemory } from './pipelineMemory';
import { ServiceClock } from './serviceNow';
import { wantedSession } from './wantedSession';

/** How often staleness is judged anew when no update comes. */
const JUDGE_EVERY_MS = 5_000;

type Props = Pick<
  PanelProps<Partial<PipelineOptions>>,
  'data' | 'options' | 'width' | 'height' | 'timeZone' | 'id' | 'replaceVariables'
>;

/** The workflow pipeline: frames and options in, states of the panel out. */
export const PipelinePanel = ({ data, options: saved, width, height, timeZone, id, replaceVariables }: Props) => {
  const options = useMemo(() => readOptions(saved), [saved]);
  const [memory] = useState(pipelineMemory);
  const [chosen, setChosen] = useState<string | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [held, setHeld] = useState(false);
  const judgedAtMs = useTick(JUDGE_EVERY_MS);
  const { series } = data;
  const answer = useMemo(
    () => memory.read({ series, judgedAtMs, silenceSeconds: SILENCE_SECONDS }),
    [memory, series, judgedAtMs]
  );
  const search = locationService.getSearchObject();
  const sessions = answer.kind === 'sessions' ? answer.model.sessions : [];
  const wanted = chosen ?? wantedSession(replaceVariables(options.session), search);
  const shown = sessions.find(({ key }) => key === current);
  const session = held && wanted === null && shown ? shown : chooseSession({ sessions, wanted, current });
  if (session !== null && session.key !== current) {
    setCurrent(session.key);
  }

  const errors = useMemo(() => queryErrorNotices(data), [data]);
  const told = answer.kind === 'sessions' ? answer.model.notices : null;
  const missing = wanted !== null && session !== null && session.key !== wanted && session.sessionId !== wanted;
  const notices = useMemo(
    () => [
      ...errors,
      ...(told ?? []),
      ...(missing
        ? [
            {
              severity: 'info' as const,
              text: t('pipeline.panel.notHere', 'Session {{session}} is not in this answer', { session: wanted }),
              hint: t('pipeline.panel.instead', 'the one that needs a person first is shown instead'),
            },
          ]
        : []),
    ],
    [errors, told, missing, wanted]
  );
  const choose = (key: string): void => {
    setChosen(key);
    const sessionId = sessions.find((one) => one.key === key)?.sessionId;
    if (sessionId !== undefined) {
      locationService.partial({ 'var-session': sessionId }, true);
    }
  };

  const frame = (child: React.ReactNode) => <div style={{ width, height, display: 'flex' }}>{child}</div>;
  if (answer.kind === 'sessions' && session !== null) {
    return (
      <NowProvider>
        <ServiceClock shiftMs={answer.model.shiftMs}>
          <Pipeline
            sessions={sessions}
            session={session}
            told={memory.steps(session)}
            notices={notices}
            options={options}
            search={search}
            onChoose={choose}
            onHold={setHeld}
            width={width}
            height={height}
            timeZone={timeZone}
            storageKey={`eljefe.pipeline.${data.request?.dashboardUID ?? ''}.${id}`}
          />
        </ServiceClock>
      </NowProvider>
    );
  }
  if (errors.length > 0) {
    return frame(
      <PanelMessage icon="exclamation-triangle" title={t('pipeline.panel.failed', 'The sessions cannot be read')}>
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
          'pipeline.panel.fieldsHint',
          'The pipeline needs session_id, status and steps. Found: {{found}}. Choose the query “Session graph” or “Live state: sessions”.',
          { found: someOf(answer.found) }
        )}
      </PanelMessage>
    );
  }
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return frame(<PanelMessage icon="sync" title={t('pipeline.panel.reading', 'Reading sessions…')} />);
  }
  return frame(
    answer.kind === 'sessions' ? (
      <PanelMessage icon="sitemap" title={t('pipeline.panel.empty', 'No workflow session yet')}>
        {t(
          'pipeline.panel.emptyHint',
          'No workflow runs or has run lately. Start one in the orchestrator; it appears here within seconds.'
        )}
        {notices.map(({ text, hint }) => (
          <div key={text}>{hint === null ? text : `${text} · ${hint}`}</div>
        ))}
      </PanelMessage>
    ) : (
      <PanelMessage icon="sitemap" title={t('panels.noData', 'No data')}>
        {t('pipeline.panel.chooseQuery', 'Choose the El Jefe data source and the query “State: sessions”.')}
      </PanelMessage>
    )
  );
};
