import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';

import { t } from '../../core/i18n/t';
import { useWidth } from '../../components/useWidth';
import { useWindow } from '../../components/useWindow';
import { AxisHead, AxisPauses } from './AxisHead';
import { type TimeAxis } from './timeAxis';
import { type TraceTree } from './trace.types';
import { TraceRow } from './TraceRow';
import { treeStep, type TreeStep } from './traceKeys';
import { useWhoColors } from './useWhoColors';

const NARROW_PX = 640;
const ROW_PX = 28;
const NARROW_ROW_PX = 44;
/** The timeline's part of a wide row. */
const TRACK_SHARE = 0.62;
const MAX_HEIGHT_PX = 620;

interface Props {
  label: string;
  tree: TraceTree;
  shown: readonly number[];
  axis: TimeAxis;
  folded: ReadonlySet<string>;
  active: number;
  selected: string | null;
  onStep: (step: NonNullable<TreeStep>) => void;
}

/** The tree of spans beside their bars. Only rows in sight are drawn, so that 20,000 spans cost no more than 40. */
export const TraceTreeView = ({ label, tree, shown, axis, folded, active, selected, onStep }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colors = useWhoColors(tree);
  const id = useId();
  const { ref: box, width } = useWidth<HTMLDivElement>(1_000);
  const narrow = width < NARROW_PX;
  const height = narrow ? NARROW_ROW_PX : ROW_PX;
  const heights = useMemo(() => new Array<number>(shown.length).fill(height), [shown.length, height]);
  const place = shown.indexOf(active);
  const { ref, strips, totalHeight, onScroll, scrollTo } = useWindow({
    heights,
    fallbackHeight: MAX_HEIGHT_PX,
    keep: place,
  });
  useLayoutEffect(() => {
    if (place >= 0) {
      scrollTo(place);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a move of the reader scrolls, not new rows
  }, [active]);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Details that close give the focus back to where they were opened.
    if (wasOpen.current && selected === null) {
      ref.current?.focus({ preventScroll: true });
    }
    wasOpen.current = selected !== null;
  }, [selected, ref]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step = treeStep(event.key, { tree, shown, folded, active });
    if (step) {
      event.preventDefault();
      onStep(step);
    }
  };
  return (
    <div ref={box} className={styles.box}>
      <div className={styles.head} style={narrow ? {} : { marginLeft: `${(1 - TRACK_SHARE) * 100}%` }}>
        <AxisHead axis={axis} originMs={tree.startMs} widthPx={narrow ? width : width * TRACK_SHARE} />
      </div>
      <div
        ref={ref}
        className={styles.scroll}
        style={{ height: Math.min(MAX_HEIGHT_PX, totalHeight + 2) }}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={place >= 0 ? `${id}-${active}` : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div
          className={styles.pauses}
          style={{ height: totalHeight, left: narrow ? 0 : `${(1 - TRACK_SHARE) * 100}%` }}
        >
          <AxisPauses axis={axis} />
        </div>
        <div role="presentation" style={{ height: totalHeight, position: 'relative' }}>
          {strips.map(({ index: at, top }) => {
            const index = shown[at];
            const node = index === undefined ? undefined : tree.nodes[index];
            return node === undefined || index === undefined ? null : (
              <TraceRow
                key={node.span.id}
                id={`${id}-${index}`}
                node={node}
                axis={axis}
                color={colors.get(node.span.who) ?? theme.colors.text.secondary}
                top={top}
                height={height}
                narrow={narrow}
                folded={folded.has(node.span.id)}
                below={node.end - index - 1}
                active={index === active}
                selected={node.span.id === selected}
                onSelect={() => onStep({ kind: 'open', at: index })}
                onFold={() => onStep({ kind: folded.has(node.span.id) ? 'unfold' : 'fold', id: node.span.id })}
              />
            );
          })}
        </div>
      </div>
      <div className={styles.hint}>
        {t('pages.trace.keys', 'Arrows walk and fold · Enter opens · F goes to the next failure · Esc closes')}
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ minWidth: 0 }),
  head: css({ overflow: 'hidden' }),
  scroll: css({
    position: 'relative',
    overflowY: 'auto',
    overflowX: 'hidden',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  pauses: css({ position: 'absolute', top: 0, right: 0, pointerEvents: 'none' }),
  hint: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    marginTop: theme.spacing(0.5),
    '@media (hover: none)': { display: 'none' },
  }),
});
