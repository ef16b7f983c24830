import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { type FrameNotice } from '../../components/frameMeta';
import { NoticeList } from '../../components/NoticeList';
import { PanelMessage } from '../../components/PanelMessage';
import { useSlashFocus } from '../../components/useSlashFocus';
import { t } from '../../core/i18n/t';
import { type Condition } from '../../core/status/condition';
import { AgentDetails } from './AgentDetails';
import { type AgentFormats } from './agentFormats';
import { type AgentGridOptions } from './agentGrid.options';
import { type AgentRow } from './agentGrid.types';
import { AgentList } from './AgentList';
import { type AgentLinks } from './agentLinks';
import { filterByText, type AgentFilter } from './filterAgents';
import { fitColumns, gridMetrics } from './gridMetrics';
import { type RowSetting } from './rowProps';
import { summarise } from './summarise';
import { SummaryLine } from './SummaryLine';
import { Toolbar } from './Toolbar';
import { useView } from './useView';

interface Props {
  rows: readonly AgentRow[];
  notices: readonly FrameNotice[];
  receivedAtMs: number;
  silenceSeconds: number;
  options: AgentGridOptions;
  formats: AgentFormats;
  links: AgentLinks;
  width: number;
  height: number;
  timeZone: TimeZone;
  /** Where this reader's choices for this panel are kept. */
  storageKey: string;
}

const NO_FILTER: AgentFilter = { text: '', conditions: [] };

/** Summary, filters and the list of agents. */
export const AgentGrid = (props: Props) => {
  const { rows, notices, receivedAtMs, silenceSeconds, options, formats, links, width, height, timeZone, storageKey } =
    props;
  const styles = useStyles2(getStyles);
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useState(NO_FILTER);
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [view, changeView] = useView(options, storageKey);
  useSlashFocus(panel, input);

  const summary = useMemo(() => summarise(rows), [rows]);
  const counts = useMemo(
    () => (filter.text.trim() === '' ? summary : summarise(filterByText(rows, filter.text))).counts,
    [rows, filter.text, summary]
  );
  const metrics = useMemo(
    () => gridMetrics({ layout: view.layout, density: view.density, width }),
    [view.layout, view.density, width]
  );
  const setting = useMemo(
    (): RowSetting => ({
      density: view.density,
      columns:
        metrics.layout === 'table' ? fitColumns(options.columns, width) : ['status', 'agent', ...options.columns],
      formats,
      links,
      timeZone,
      onOpen: setOpenKey,
      onFocusRow: setActiveKey,
    }),
    [view.density, metrics.layout, options.columns, width, formats, links, timeZone]
  );
  const pick = useCallback(
    (condition: Condition) =>
      setFilter((old) => ({ ...old, conditions: old.conditions.includes(condition) ? [] : [condition] })),
    []
  );

  const clearFilter = (): void => {
    input.current?.focus(); // the button goes away with the filter; the focus must not go with it
    setFilter(NO_FILTER);
  };

  const opened = openKey === null ? undefined : rows.find(({ key }) => key === openKey);
  const close = (): void => {
    const key = openKey;
    setOpenKey(null);
    [...(panel.current?.querySelectorAll<HTMLElement>('[data-agent-row]') ?? [])]
      .find((item) => item.dataset.agentRow === key)
      ?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const filtered = filter.text !== '' || filter.conditions.length > 0;
    if (event.key === 'Escape' && (openKey !== null || filtered)) {
      event.stopPropagation();
      if (openKey === null) {
        setFilter(NO_FILTER);
      } else {
        close();
      }
    }
  };

  return (
    <div
      ref={panel}
      className={styles.panel}
      style={{ width, height }}
      role="region"
      aria-label={t('agentgrid.agents_label', 'Agents')}
      onKeyDown={onKeyDown}
    >
      {options.showSummary && (
        <SummaryLine
          summary={summary}
          timeZone={timeZone}
          receivedAtMs={receivedAtMs}
          silenceSeconds={silenceSeconds}
          onPick={pick}
        />
      )}
      <NoticeList notices={notices} />
      {options.showFilterBar && (
        <Toolbar
          filter={filter}
          counts={counts}
          onFilter={setFilter}
          view={view}
          onView={changeView}
          inputRef={input}
        />
      )}
      <AgentList
        rows={rows}
        filter={filter}
        view={view}
        metrics={metrics}
        setting={setting}
        activeKey={activeKey}
        onSort={(sort) => changeView({ sort })}
        fallbackHeight={height}
        nothing={
          <PanelMessage
            icon="filter"
            title={t('agentgrid.noMatch', 'No agent matches the filter')}
            action={
              <Button size="sm" variant="secondary" onClick={clearFilter}>
                {t('panels.clearFilter', 'Clear filter')}
              </Button>
            }
          />
        }
      />
      {opened && <AgentDetails row={opened} setting={setting} onClose={close} />}
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
});
