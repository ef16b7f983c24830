import { css } from '@emotion/css';
import { type Query } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, EmptyState, Field, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { t } from '../../core/i18n/t';
import { instantText } from '../format';
import { Freshness } from '../frame/Freshness';
import { ProblemNote } from '../frame/ProblemNote';
import { RangeControls } from '../frame/RangeControls';
import { frameOf } from '../service/frameRows';
import { useAnswers } from '../service/useAnswers';
import { readSessions, type SessionRow } from '../sessions/readSessions';
import { traceIdOf } from '../sessions/traceIdOf';
import { testIds } from '../testIds';
import { buildTree } from '../trace/buildTree';
import { readTrace } from '../trace/readTrace';
import { useTimeRange } from '../url/useTimeRange';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { SessionComparison } from './SessionComparison';

const LIST: Query = { refId: 'sessions', kind: 'sessions', limit: 200 };

const traceQuery = (side: 'a' | 'b', id: string): Query[] =>
  id === '' ? [] : [{ refId: side, kind: 'trace', id: traceIdOf(id) }];

const optionOf = ({ sessionId, goal, workflow, startedAt }: SessionRow) => ({
  value: sessionId,
  label: goal ?? workflow ?? sessionId,
  description: `${instantText(startedAt)} · ${sessionId}`,
});

interface PickProps {
  side: 'a' | 'b';
  label: string;
  value: string;
  sessions: readonly SessionRow[];
}

const Pick = ({ side, label, value, sessions }: PickProps) => {
  const options = sessions.map(optionOf);
  const known = value === '' || options.some((option) => option.value === value);
  return (
    <Field label={label} noMargin>
      <Combobox
        id={`eljefe-compare-${side}`}
        options={known ? options : [{ value, label: value }, ...options]}
        value={value === '' ? null : value}
        createCustomValue
        placeholder={t('pages.compare.choose', 'Choose a session')}
        onChange={(option) => setUrlParams({ [side]: option?.value ?? null })}
      />
    </Field>
  );
};

/** Two sessions: sums, and their steps in aligned rows. */
export const CompareSessions = () => {
  const styles = useStyles2(getStyles);
  const search = useUrlSearch();
  const range = useTimeRange();
  const [a, b] = [search.get('a') ?? '', search.get('b') ?? ''];
  const listed = useAnswers([LIST], range.epoch, range.turn);
  const queries = useMemo(() => [...traceQuery('a', a), ...traceQuery('b', b)], [a, b]);
  const asked = useAnswers(queries, range.epoch, range.turn);
  const sessions = useMemo(() => readSessions(frameOf(listed.value?.get('sessions'))), [listed.value]);
  const trees = useMemo(() => {
    const treeOf = (side: string) => buildTree(readTrace(frameOf(asked.value?.get(side))));
    return asked.value?.has('a') && asked.value.has('b') ? { a: treeOf('a'), b: treeOf('b') } : null;
  }, [asked.value]);
  return (
    <div className={styles.all}>
      <div className={styles.picks}>
        <Pick side="a" label={t('pages.compare.first', 'First')} value={a} sessions={sessions} />
        <Pick side="b" label={t('pages.compare.second', 'Second')} value={b} sessions={sessions} />
        <div className={styles.controls}>
          <Button
            variant="secondary"
            icon="exchange-alt"
            disabled={a === '' && b === ''}
            onClick={() => setUrlParams({ a: b, b: a })}
          >
            {t('pages.compare.swap', 'Swap')}
          </Button>
          <RangeControls {...range} busy={asked.loading} />
        </div>
      </div>
      {(asked.failure !== null || listed.failure !== null) && <Freshness asked={asked.failure ? asked : listed} />}
      <ProblemNote answer={asked.value?.get('a')} />
      <ProblemNote answer={asked.value?.get('b')} />
      {a !== '' && b !== '' && asked.value === null && asked.loading && (
        <LoadingPlaceholder text={t('pages.compare.loading', 'Reading both sessions')} />
      )}
      {(a === '' || b === '') && (
        <EmptyState variant="call-to-action" message={t('pages.compare.two', 'Choose two sessions')}>
          {t(
            'pages.compare.two-hint',
            'Two runs of one workflow tell most: a good one and a failed one, or one before and one after a change.'
          )}
        </EmptyState>
      )}
      {trees && trees.a.nodes.length > 0 && trees.b.nodes.length > 0 && (
        <div data-testid={testIds.compare.result}>
          <SessionComparison {...trees} />
        </div>
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  all: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)' }),
  picks: css({
    display: 'grid',
    gap: theme.spacing(1),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    alignItems: 'end',
  }),
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
