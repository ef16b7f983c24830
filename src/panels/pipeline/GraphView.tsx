import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { type CardSetting } from './cardProps';
import { CARD_HEIGHT, CARD_WIDTH } from './cardSize';
import { EdgeLayer } from './EdgeLayer';
import { type FoldedGraph, type PipelineItem } from './foldGraph';
import { GroupCard } from './GroupCard';
import { layoutPipeline } from './layoutPipeline';
import { ARROWS, neighbourOf } from './neighbourOf';
import { type StepRow } from './pipeline.types';
import { StepCard } from './StepCard';
import { useDrag } from './useDrag';
import { useViewBox } from './useViewBox';
import { visibleItems } from './visibleItems';
import { firstScale, fitScale, zoomStep } from './zoom';
import { ZoomButtons } from './ZoomButtons';

interface Props {
  /** Fixed while the reader points at it; the steps' values come from `stepOf`. */
  folded: FoldedGraph;
  stepOf: (id: string) => { step: StepRow; gone: boolean } | null;
  setting: CardSetting;
  onFold: (group: string) => void;
  groups: ReadonlySet<string>;
  /** The step to see first. */
  focusStepId: string | null;
  width: number;
  height: number;
  label: string;
}

const groupOfItem = (item: PipelineItem | undefined): string | null =>
  item?.kind === 'step' ? item.group : (item?.group ?? null);

/** The session as a graph that is scrolled, dragged, zoomed and walked through with the arrow keys. */
export const GraphView = (props: Props) => {
  const { folded, stepOf, setting, onFold, groups, focusStepId, width, height, label } = props;
  const styles = useStyles2(getStyles);
  const layout = useMemo(() => layoutPipeline(folded, width), [folded, width]);
  const itemOf = useMemo(() => new Map(folded.items.map((item) => [item.key, item])), [folded]);
  const [scale, setScale] = useState(() => firstScale(layout, { width, height }));
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const [request, setRequest] = useState(0);
  const { ref, element: area, view, onScroll, centre } = useViewBox(scale, { width, height });
  const drag = useDrag();
  const { items, edges } = useMemo(() => visibleItems(layout, view, activeKey), [layout, view, activeKey]);
  const cards = useMemo((): CardSetting => ({ ...setting, onFocusItem: setActiveKey }), [setting]);
  const tabStop = activeKey !== null && itemOf.has(activeKey) ? activeKey : (layout.items[0]?.key ?? null);

  const bring = useCallback(
    (key: string | null) => {
      const placed = layout.items.find((item) => item.key === key);
      if (placed) {
        centre(placed.x + CARD_WIDTH / 2, placed.y + CARD_HEIGHT / 2);
      }
    },
    [layout, centre]
  );

  useLayoutEffect(() => {
    const holder = folded.items.find((item) =>
      item.kind === 'step' ? item.step.id === focusStepId : item.steps.some(({ id }) => id === focusStepId)
    );
    bring(holder?.key ?? null);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another step is to be seen, not at every change of the picture
  }, [focusStepId]);

  useLayoutEffect(() => {
    const key = wanted.current;
    if (key !== null) {
      wanted.current = null;
      bring(key);
      [...(area()?.querySelectorAll<HTMLElement>('[data-pipeline-item]') ?? [])]
        .find((element) => element.dataset.pipelineItem === key)
        ?.focus({ preventScroll: true });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- acts once per request; the picture is read as it is then
  }, [request]);

  const zoom = (larger: boolean): void => setScale((old) => zoomStep(old, larger));
  const fit = (): void => setScale(fitScale(layout, { width, height }));

  const open = (item: PipelineItem | undefined): void => {
    if (item?.kind === 'group') {
      setting.onUnfold(item.group);
    } else if (item) {
      setting.onOpen(item.step.id);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const element =
      event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-pipeline-item]') : null;
    const key = element?.dataset.pipelineItem ?? null;
    const commands: Record<string, () => void> = {
      '+': () => zoom(true),
      '=': () => zoom(true),
      '-': () => zoom(false),
      '0': fit,
    };
    if (key !== null && event.target === element) {
      const item = itemOf.get(key);
      const group = groupOfItem(item);
      commands.Enter = () => open(item);
      commands[' '] = () => open(item);
      if (group !== null && groups.has(group)) {
        commands.f = () => (item?.kind === 'group' ? setting.onUnfold(group) : onFold(group));
      }
      if (ARROWS.has(event.key)) {
        commands[event.key] = () => {
          wanted.current = neighbourOf({ layout, graph: folded, key, arrow: event.key });
          setActiveKey((old) => wanted.current ?? old);
          setRequest((count) => count + 1);
        };
      }
    }
    const command = commands[event.key];
    if (command) {
      event.preventDefault();
      event.stopPropagation();
      command();
    }
  };

  return (
    <div className={styles.frame} onKeyDown={onKeyDown}>
      <div ref={ref} className={styles.area} onScroll={onScroll} {...drag}>
        <div className={styles.ground} style={{ width: layout.width * scale, height: layout.height * scale }}>
          <div
            className={styles.picture}
            style={{ width: layout.width, height: layout.height, transform: `scale(${scale})` }}
          >
            {layout.boxes.map(({ group, x, y, width: boxWidth, height: boxHeight }) => (
              <div
                key={`${group} ${x} ${y}`}
                className={styles.box}
                style={{ left: x, top: y, width: boxWidth, height: boxHeight }}
              >
                {groups.has(group) ? (
                  <button type="button" className={styles.label} onClick={() => onFold(group)}>
                    ▾ {group}
                  </button>
                ) : (
                  <span className={styles.label}>{group}</span>
                )}
              </div>
            ))}
            <EdgeLayer edges={edges} width={layout.width} height={layout.height} />
            <div role="list" aria-label={label}>
              {items.map(({ key, x, y }) => {
                const item = itemOf.get(key);
                const now = item?.kind === 'step' ? stepOf(item.step.id) : null;
                return (
                  <div
                    key={key}
                    role="presentation"
                    className={styles.place}
                    style={{ left: x, top: y, width: CARD_WIDTH, height: CARD_HEIGHT }}
                  >
                    {item?.kind === 'group' && <GroupCard item={item} setting={cards} active={key === tabStop} />}
                    {now && (
                      <StepCard
                        step={now.step}
                        gone={now.gone}
                        itemKey={key}
                        setting={cards}
                        active={key === tabStop}
                      />
                    )}
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      </div>
      <ZoomButtons scale={scale} onZoom={zoom} onFit={fit} />
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex' }),
  area: css({
    flex: 1,
    minWidth: 0,
    display: 'flex',
    overflow: 'auto',
    overflowAnchor: 'none',
    cursor: 'grab',
    '&:active': { cursor: 'grabbing' },
  }),
  // A picture smaller than the panel stands in its middle.
  ground: css({ flexShrink: 0, margin: 'auto' }),
  picture: css({ position: 'relative', transformOrigin: '0 0' }),
  place: css({ position: 'absolute' }),
  box: css({
    position: 'absolute',
    border: `1px dashed ${theme.colors.border.strong}`,
    borderRadius: theme.shape.radius.default,
  }),
  label: css({
    display: 'block',
    maxWidth: '100%',
    padding: theme.spacing(0.25, 1),
    border: 0,
    background: 'none',
    textAlign: 'left',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '18px',
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    'button&': { cursor: 'pointer' },
    'button&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
});
