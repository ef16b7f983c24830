import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { edgeMiddle, edgePath } from './edgePath';
import { type PlacedEdge } from './layoutPipeline';

interface Props {
  edges: readonly PlacedEdge[];
  width: number;
  height: number;
}

/** The edges below the cards: dependencies thin, handoffs with a mark, the critical path thick. Each is told by the cards in words. */
const EdgeLayerInner = ({ edges, width, height }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <svg className={styles.layer} width={width} height={height} aria-hidden>
      {edges.map((placed) => {
        const { from, to, handoff, critical } = placed.edge;
        const { x, y } = edgeMiddle(placed);
        const look = cx(
          styles.edge,
          critical && styles.critical,
          placed.back && styles.back,
          handoff?.outcome === 'pending' && styles.pending,
          handoff?.outcome === 'failed' && styles.failed
        );
        return (
          <g key={`${from} ${to}`} className={look}>
            <path d={edgePath(placed)} />
            <ArrowHead placed={placed} />
            {handoff !== null && (
              <path className={styles.mark} d={`M${x - 6} ${y}L${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}Z`} />
            )}
            {handoff?.outcome === 'failed' && (
              <path className={styles.cross} d={`M${x - 2.5} ${y - 2.5}l5 5M${x + 2.5} ${y - 2.5}l-5 5`} />
            )}
          </g>
        );
      })}
    </svg>
  );
};
export const EdgeLayer = memo(EdgeLayerInner);

const ArrowHead = ({ placed: { points, back } }: { placed: PlacedEdge }) => {
  const styles = useStyles2(getStyles);
  const end = points[points.length - 1];
  return end && !back ? (
    <path className={styles.head} d={`M${end.x - 7} ${end.y - 4}L${end.x} ${end.y}L${end.x - 7} ${end.y + 4}Z`} />
  ) : null;
};

const getStyles = (theme: GrafanaTheme2) => ({
  layer: css({ position: 'absolute', inset: 0, pointerEvents: 'none', overflow: 'visible' }),
  edge: css({
    color: theme.colors.border.strong,
    '& > path': { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 },
  }),
  critical: css({ color: theme.colors.text.primary, '& > path': { strokeWidth: 3 } }),
  back: css({ '& > path': { strokeDasharray: '2 4' } }),
  pending: css({ '& > path': { strokeDasharray: '6 4' } }),
  failed: css({ color: theme.colors.error.text }),
  head: css({ '&&': { fill: 'currentColor', strokeWidth: 0 } }),
  mark: css({ '&&': { fill: theme.colors.background.primary, strokeWidth: 1.5, strokeDasharray: 'none' } }),
  cross: css({ '&&': { strokeWidth: 1.5, strokeDasharray: 'none' } }),
});
