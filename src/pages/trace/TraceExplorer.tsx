import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { EmptyState, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { OverviewStrip } from './OverviewStrip';
import { SpanDetails } from './SpanDetails';
import { type TraceTree } from './trace.types';
import { TraceTable } from './TraceTable';
import { TraceToolbar } from './TraceToolbar';
import { TraceTreeView } from './TraceTreeView';
import { useTraceView } from './useTraceView';

interface Props {
  tree: TraceTree;
  /** As a picture, or as a table. */
  as: 'timeline' | 'table';
}

/** A session or trace as tree and waterfall, or as a table, with the details of the chosen span (T1). */
export const TraceExplorer = ({ tree, as }: Props) => {
  const styles = useStyles2(getStyles);
  const view = useTraceView(tree);
  const isOpen = view.selectedIndex >= 0;
  return (
    <div className={styles.all}>
      <TraceToolbar tree={tree} view={view} />
      {as === 'timeline' && (
        <OverviewStrip tree={tree} axis={view.wholeAxis} window={view.window} onBrush={view.setWindow} />
      )}
      <div className={cx(styles.parts, isOpen && styles.withDetails)}>
        {view.shown.length === 0 ? (
          <EmptyState variant="not-found" message={t('pages.trace.nothing', 'No span passes these filters')}>
            {t('pages.trace.nothing-hint', 'Clear the search, show more than failures, or choose the whole time.')}
          </EmptyState>
        ) : as === 'timeline' ? (
          <TraceTreeView
            label={t('pages.trace.label', 'Spans of this session')}
            tree={tree}
            shown={view.shown}
            axis={view.axis}
            folded={view.folded}
            active={view.active}
            selected={view.selected}
            onStep={view.step}
          />
        ) : (
          <TraceTable
            tree={tree}
            shown={view.shown}
            onOpen={(id) => view.step({ kind: 'open', at: tree.nodes.findIndex(({ span }) => span.id === id) })}
          />
        )}
        {isOpen && <SpanDetails tree={tree} index={view.selectedIndex} onClose={view.close} />}
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  all: css({ display: 'grid', gap: theme.spacing(1), minWidth: 0, containerType: 'inline-size' }),
  parts: css({ display: 'grid', gap: theme.spacing(1.5), gridTemplateColumns: 'minmax(0, 1fr)', alignItems: 'start' }),
  withDetails: css({ '@container (min-width: 960px)': { gridTemplateColumns: 'minmax(0, 1fr) 380px' } }),
});
