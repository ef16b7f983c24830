import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { type PointerEvent, useMemo, useRef, useState } from 'react';

import { t } from '../../core/i18n/t';
import { activity } from './activity';
import { brushed } from './brushWindow';
import { type Interval, type TimeAxis } from './timeAxis';
import { type TraceTree } from './trace.types';

const BUCKETS = 200;
const HEIGHT = 40;
/** A shorter drag is a click. */
const LEAST_X = 0.004;

interface Props {
  tree: TraceTree;
  /** Of the whole time. */
  axis: TimeAxis;
  window: Interval;
  onBrush: (window: Interval) => void;
}

/** How busy the whole time was; dragging over it chooses what the timeline below shows. The buttons do the same by keyboard. */
export const OverviewStrip = ({ tree, axis, window, onBrush }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const ref = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const buckets = useMemo(() => activity(tree, axis, BUCKETS), [tree, axis]);
  const most = Math.max(1, ...buckets.map(({ busy }) => busy));
  const placeOf = ({ clientX }: PointerEvent): number => {
    const box = ref.current?.getBoundingClientRect();
    return box ? Math.min(1, Math.max(0, (clientX - box.left) / box.width)) : 0;
  };
  const [x0, x1] = drag
    ? [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)]
    : [axis.toX(window.from), axis.toX(window.to)];
  const finish = () => {
    if (drag && Math.abs(drag.to - drag.from) > LEAST_X) {
      onBrush(brushed(axis.toMs(drag.from), axis.toMs(drag.to), { from: tree.startMs, to: tree.endMs }));
    }
    setDrag(null);
  };
  return (
    <div
      ref={ref}
      className={styles.strip}
      role="img"
      aria-label={t('pages.trace.strip', 'How busy the session was; drag to choose a part')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: placeOf(event), to: placeOf(event) });
      }}
      onPointerMove={(event) => {
        const to = placeOf(event);
        setDrag((held) => held && { ...held, to });
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
    >
      <svg className={styles.bars} viewBox={`0 0 ${BUCKETS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        {buckets.map(({ busy, failed }, index) => {
          const height = busy === 0 ? 0 : Math.max(3, (busy / most) * (HEIGHT - 6));
          return (
            <React.Fragment key={index}>
              {height > 0 && (
                <rect x={index} width={1} y={HEIGHT - height} height={height} fill={theme.colors.text.disabled} />
              )}
              {failed && <rect x={index} width={1.5} y={0} height={HEIGHT} fill={theme.colors.error.main} />}
            </React.Fragment>
          );
        })}
      </svg>
      <div className={styles.shade} style={{ left: 0, width: `${x0 * 100}%` }} />
      <div className={styles.shade} style={{ left: `${x1 * 100}%`, right: 0 }} />
      <div className={styles.window} style={{ left: `${x0 * 100}%`, width: `${(x1 - x0) * 100}%` }} />
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({
    position: 'relative',
    height: HEIGHT,
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
    cursor: 'crosshair',
    touchAction: 'none',
    userSelect: 'none',
  }),
  bars: css({ position: 'absolute', inset: 0, width: '100%', height: '100%' }),
  shade: css({ position: 'absolute', top: 0, bottom: 0, background: theme.colors.background.canvas, opacity: 0.65 }),
  window: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderLeft: `2px solid ${theme.colors.primary.border}`,
    borderRight: `2px solid ${theme.colors.primary.border}`,
  }),
});
