import { LoadingState, type PanelProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import React, { useMemo, useState } from 'react';

import { NowProvider } from '../../components/now';
import { PanelMessage } from '../../components/PanelMessage';
import { someOf } from '../../core/format/someOf';
import { queryErrorNotices } from '../../components/queryErrorNotices';
import { useTick } from '../../components/useTick';
import { t } from '../../core/i18n/t';
import { agentFormats, formatsSignature } from './agentFormats';
import { AgentGrid } from './AgentGrid';
import { readOptions, SILENCE_SECONDS, type AgentGridOptions } from './agentGrid.options';
import { agentLinks } from './agentLinks';
import { agentsMemory } from './agentsMemory';

/** How often staleness is judged anew when no update comes. */
const JUDGE_EVERY_MS = 5_000;

/** The agent status grid: frames and options in, states of the panel out. */
export const AgentGridPanel = ({ data, options: saved, width, height, timeZone, id }: PanelProps<AgentGridOptions>) => {
  const options = useMemo(() => readOptions(saved), [saved]);
  const [memory] = useState(agentsMemory);
  const judgedAt = useTick(JUDGE_EVERY_MS);
  const { series } = data;
  const { staleAfterSeconds, agentUrl, sessionUrl } = options;
  const silenceSeconds = staleAfterSeconds || SILENCE_SECONDS;
  const answer = useMemo(
    () => memory.read({ series, judgedAtMs: judgedAt, staleAfterSeconds, silenceSeconds }),
    [memory, series, judgedAt, staleAfterSeconds, silenceSeconds]
  );

  const signature = formatsSignature(series);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the signature stands for the frames' field options
  const formats = useMemo(() => agentFormats(series), [signature]);
  const search = JSON.stringify(locationService.getSearchObject());
  const links = useMemo(
    () => agentLinks({ memory, agentUrl, sessionUrl, search: JSON.parse(search) }),
    [memory, agentUrl, sessionUrl, search]
  );
  const errors = useMemo(() => queryErrorNotices(data), [data]);
  const told = answer.kind === 'agents' ? answer.model.notices : null;
  const notices = useMemo(() => [...errors, ...(told ?? [])], [errors, told]);

  const frame = (child: React.ReactNode) => <div style={{ width, height, display: 'flex' }}>{child}</div>;
  if (answer.kind === 'agents' && answer.model.rows.length > 0) {
    return (
      <NowProvider>
        <AgentGrid
          rows={answer.model.rows}
          notices={notices}
          receivedAtMs={answer.receivedAtMs}
          silenceSeconds={silenceSeconds}
          options={options}
          formats={formats}
          links={links}
          width={width}
          height={height}
          timeZone={timeZone}
          storageKey={`eljefe.agentgrid.${data.request?.dashboardUID ?? ''}.${id}`}
        />
      </NowProvider>
    );
  }
  if (errors.length > 0) {
    return frame(
      <PanelMessage icon="exclamation-triangle" title={t('agentgrid.panel.failed', 'The agents cannot be read')}>
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
          'agentgrid.panel.fieldsHint',
          'The grid needs an id (job_id) and a status. Found: {{found}}. Choose the query “Live state”, or rename the fields with a transformation.',
          { found: someOf(answer.found) }
        )}
      </PanelMessage>
    );
  }
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return frame(<PanelMessage icon="sync" title={t('agentgrid.panel.reading', 'Reading agents…')} />);
  }
  return frame(
    answer.kind === 'agents' ? (
      <PanelMessage icon="users-alt" title={t('agentgrid.panel.empty', 'No agents yet')}>
        {t(
          'agentgrid.panel.emptyHint',
          'The orchestrator answers, and no agent works or has worked lately. Start a workflow there, or send jobs to POST /api/v1/jobs; they appear here within seconds.'
        )}
        {notices.map(({ text, hint }) => (
          <div key={text}>{hint === null ? text : `${text} · ${hint}`}</div>
        ))}
      </PanelMessage>
    ) : (
      <PanelMessage icon="users-alt" title={t('panels.noData', 'No data')}>
        {t('agentgrid.panel.chooseQuery', 'Choose the El Jefe data source and the query “State: agents”.')}
      </PanelMessage>
    )
  );
};
