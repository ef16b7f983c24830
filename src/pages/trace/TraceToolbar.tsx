import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, ButtonGroup, FilterInput, InlineSwitch, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { moved, zoomed } from './brushWindow';
import { type TraceTree } from './trace.types';
import { nextFailed } from './traceKeys';
import { type TraceView } from './useTraceView';

interface Props {
  tree: TraceTree;
  view: TraceView;
}

const ZOOM = 2;

/** Filters, folds and the window of time, all of them by keyboard too. */
export const TraceToolbar = ({ tree, view }: Props) => {
  const styles = useStyles2(getStyles);
  const { window, whole, setWindow } = view;
  const centre = (window.from + window.to) / 2;
  const active = tree.nodes[view.active]?.span;
  const around = active && active.startMs >= window.from && active.startMs <= window.to ? active.startMs : centre;
  return (
    <div className={styles.bar}>
      <div className={styles.find}>
        <FilterInput
          value={view.text}
          onChange={view.setText}
          escapeRegex={false}
          placeholder={t('pages.trace.find', 'Find a span, agent, model or tool')}
          aria-label={t('pages.trace.find', 'Find a span, agent, model or tool')}
        />
      </div>
      <InlineSwitch
        label={t('pages.trace.only-failed', 'Only failed ({{number}})', { number: tree.failed })}
        showLabel
        id="eljefe-trace-failed"
        value={view.onlyFailed}
        disabled={tree.failed === 0}
        onChange={() => view.setOnlyFailed(!view.onlyFailed)}
      />
      <InlineSwitch
        label={t('pages.trace.squeeze', 'Squeeze pauses')}
        showLabel
        id="eljefe-trace-squeeze"
        value={view.squeeze}
        onChange={() => view.setSqueeze(!view.squeeze)}
      />
      <Button
        variant="secondary"
        size="md"
        icon="exclamation-circle"
        disabled={tree.failed === 0}
        onClick={() => {
          const step = nextFailed({ tree, shown: view.shown, folded: view.folded, active: view.active });
          if (step?.kind === 'move') {
            view.step({ kind: 'open', at: step.to });
          }
        }}
      >
        {t('pages.trace.next-failed', 'Next failure')}
      </Button>
      <ButtonGroup>
        <Button variant="secondary" onClick={() => view.foldTo(1)}>
          {t('pages.trace.fold', 'Fold')}
        </Button>
        <Button variant="secondary" onClick={view.unfoldAll}>
          {t('pages.trace.unfold', 'Unfold')}
        </Button>
      </ButtonGroup>
      <div role="group" aria-label={t('pages.trace.window', 'Part of the time')}>
        <ButtonGroup>
          <Button
            variant="secondary"
            icon="arrow-left"
            aria-label={t('pages.trace.earlier', 'Earlier')}
            tooltip={t('pages.trace.earlier', 'Earlier')}
            onClick={() => setWindow(moved(window, -0.5, whole))}
          />
          <Button
            variant="secondary"
            icon="search-plus"
            aria-label={t('pages.trace.nearer', 'Nearer')}
            tooltip={t('pages.trace.nearer', 'Nearer')}
            onClick={() => setWindow(zoomed(window, around, { factor: 1 / ZOOM, whole }))}
          />
          <Button
            variant="secondary"
            icon="search-minus"
            aria-label={t('pages.trace.farther', 'Farther')}
            tooltip={t('pages.trace.farther', 'Farther')}
            onClick={() => setWindow(zoomed(window, around, { factor: ZOOM, whole }))}
          />
          <Button
            variant="secondary"
            icon="arrow-right"
            aria-label={t('pages.trace.later', 'Later')}
            tooltip={t('pages.trace.later', 'Later')}
            onClick={() => setWindow(moved(window, 0.5, whole))}
          />
          <Button variant="secondary" onClick={() => setWindow(whole)}>
            {t('pages.trace.whole', 'All')}
          </Button>
        </ButtonGroup>
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  find: css({ flex: '1 1 220px', minWidth: 0, maxWidth: 420 }),
});
