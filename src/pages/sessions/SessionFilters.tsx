import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { FilterInput, Input, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';

import { NamedMultiCombobox } from '../../components/NamedCombobox';
import { t } from '../../core/i18n/t';
import { useSlashFocus } from '../../components/useSlashFocus';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { type FilterName, labelFilter } from './sessionFilters';

interface Props {
  /** Values there are, by filter. */
  values: Readonly<Partial<Record<FilterName, readonly string[]>>>;
  /** The part of the page in which `/` finds the search. */
  page: { current: HTMLElement | null };
}

const TYPING_MS = 300;

/** Text that goes into the address once the typing rests. */
const useTyped = (name: string): [string, (text: string) => void] => {
  const held = useUrlSearch().get(name) ?? '';
  const [typed, setTyped] = useState<{ over: string; text: string } | null>(null);
  // What the address says anew, by Back or a saved view, wins over what was typed before.
  const text = typed?.over === held ? typed.text : held;
  useEffect(() => {
    if (text === held) {
      return undefined;
    }
    const timer = setTimeout(() => setUrlParams({ [name]: text }, true), TYPING_MS);
    return () => clearTimeout(timer);
  }, [name, text, held]);
  return [text, (next) => setTyped({ over: held, text: next })];
};

const titles = (): Readonly<Record<FilterName, string>> => ({
  status: t('pages.sessions.filter-status', 'Status'),
  workflow: t('pages.sessions.filter-workflow', 'Workflow'),
  agent_type: t('pages.sessions.filter-agent', 'Agent type'),
  source: t('pages.sessions.filter-source', 'Orchestrator'),
  user: t('pages.sessions.filter-user', 'User'),
});

const SHOWN: readonly FilterName[] = ['status', 'workflow', 'agent_type', 'source', 'user'];

/** Search, filters and label of the list; all of it in the address. */
export const SessionFilters = ({ values, page }: Props) => {
  const styles = useStyles2(getStyles);
  const search = useUrlSearch();
  const [text, setText] = useTyped('q');
  const [label, setLabel] = useTyped('label');
  const input = useRef<HTMLInputElement>(null);
  useSlashFocus(page, input);
  const isWrong = label !== '' && labelFilter(label) === null;
  return (
    <div className={styles.bar} role="search" aria-label={t('pages.sessions.filters', 'Filter sessions')}>
      <div className={styles.find}>
        <FilterInput
          ref={input}
          value={text}
          onChange={setText}
          escapeRegex={false}
          placeholder={t('pages.sessions.search', 'Search goal, id or workflow')}
          aria-label={t('pages.sessions.search', 'Search goal, id or workflow')}
        />
      </div>
      {SHOWN.map((name) => {
        const chosen = search.getAll(name);
        const all = [...new Set([...(values[name] ?? []), ...chosen])].sort();
        return all.length === 0 ? null : (
          <div key={name} className={styles.field}>
            <NamedMultiCombobox
              options={all.map((value) => ({ label: value, value }))}
              value={chosen}
              onChange={(options) => setUrlParams({ [name]: options.map(({ value }) => value) })}
              placeholder={titles()[name]}
              aria-label={titles()[name]}
              isClearable
            />
          </div>
        );
      })}
      <div className={styles.field}>
        <Input
          value={label}
          invalid={isWrong}
          onChange={(event) => setLabel(event.currentTarget.value)}
          placeholder={t('pages.sessions.label-example', 'Label, as team=search')}
          aria-label={t('pages.sessions.label', 'Label of a job, written name=value')}
        />
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  find: css({ flex: '2 1 240px', minWidth: 0 }),
  field: css({ flex: '1 1 160px', minWidth: 0 }),
});
