import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { t } from '../../core/i18n/t';
import { lengthText } from '../format';
import { type TimeAxis } from './timeAxis';
import { type TraceNode } from './trace.types';

/** Deeper levels stay at the last indent that leaves room for a name. */
const MAX_INDENT = 12;
const INDENT_PX = 14;

interface Props {
  id: string;
  node: TraceNode;
  axis: TimeAxis;
  color: string;
  top: number;
  height: number;
  narrow: boolean;
  folded: boolean;
  /** How many spans lie below it. */
  below: number;
  active: boolean;
  selected: boolean;
  onSelect: () => void;
  onFold: () => void;
}

const spoken = ({ span }: TraceNode, hidden: number): string => {
  const said = t('pages.trace.row', '{{who}}: {{name}}, {{length}}', {
    who: span.who,
    name: span.name,
    length: lengthText(span.durationMs),
  });
  return [
    said,
    span.failed ? t('pages.trace.failed', 'failed') : '',
    hidden > 0 ? t('pages.trace.hidden', '{{number}} hidden', { number: hidden }) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
};

/** One span: its name in the tree, its bar in time. What it shows reads, with its spaces, like the beginning of its label. */
export const TraceRow = memo(function TraceRow(props: Props) {
  const { id, node, axis, color, top, height, narrow, folded, below, active, selected, onSelect, onFold } = props;
  const hidden = folded ? below : 0;
  const styles = useStyles2(getStyles);
  const { span, depth, children } = node;
  const [x0, x1] = [axis.toX(span.startMs), axis.toX(span.startMs + span.durationMs)];
  const textAfter = x1 < 0.8;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={children > 0 ? !folded : undefined}
      aria-selected={selected}
      aria-label={spoken(node, hidden)}
      className={cx(styles.row, narrow && styles.narrow, active && styles.active, selected && styles.selected)}
      style={{ top, height }}
      onClick={onSelect}
      data-span-row={span.id}
    >
      <div className={styles.name} style={{ paddingLeft: Math.min(depth, MAX_INDENT) * (narrow ? 6 : INDENT_PX) }}>
        {children > 0 ? (
          <span
            className={styles.fold}
            onClick={(event) => {
              event.stopPropagation();
              onFold();
            }}
            aria-hidden
          >
            <Icon name={folded ? 'angle-right' : 'angle-down'} />
          </span>
        ) : (
          <span className={styles.fold} />
        )}
        {span.failed && <Icon name="exclamation-circle" size="sm" className={styles.failedIcon} aria-hidden />}
        <span className={styles.who} style={{ borderColor: color }}>
          {span.who}
        </span>{' '}
        {span.name !== span.who && <span className={styles.text}>{span.name}</span>}
        {hidden > 0 && <span className={styles.count} data-count={`+${hidden}`} />}
      </div>{' '}
      <div className={styles.track}>
        <div
          className={cx(styles.bar, span.failed && styles.failedBar)}
          style={{ left: `${x0 * 100}%`, width: `${Math.max(0, x1 - x0) * 100}%`, background: color }}
        />
        <span
          className={styles.length}
          style={textAfter ? { left: `calc(${x1 * 100}% + 6px)` } : { right: `calc(${(1 - x0) * 100}% + 6px)` }}
        >
          {lengthText(span.durationMs)}
        </span>
      </div>
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'absolute',
    left: 0,
    right: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 38%) minmax(0, 1fr)',
    alignItems: 'center',
    cursor: 'pointer',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { background: theme.colors.action.hover },
  }),
  narrow: css({ gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: '1fr 14px' }),
  active: css({ boxShadow: `inset 2px 0 0 ${theme.colors.primary.main}` }),
  selected: css({ background: theme.colors.action.selected }),
  name: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), minWidth: 0, overflow: 'hidden' }),
  fold: css({
    width: 18,
    height: 24,
    flexShrink: 0,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
  }),
  failedIcon: css({ color: theme.colors.error.text, flexShrink: 0 }),
  who: css({
    flexShrink: 0,
    maxWidth: '45%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    borderLeft: '3px solid',
    paddingLeft: theme.spacing(0.5),
    fontWeight: theme.typography.fontWeightMedium,
  }),
  text: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
  }),
  count: css({ color: theme.colors.text.secondary, flexShrink: 0, '&::after': { content: 'attr(data-count)' } }),
  track: css({ position: 'relative', height: '100%', minHeight: 12, overflow: 'hidden' }),
  bar: css({
    position: 'absolute',
    top: '50%',
    transform: 'translateY(-50%)',
    height: 'min(12px, 80%)',
    minWidth: 2,
    borderRadius: 2,
  }),
  failedBar: css({ outline: `2px solid ${theme.colors.error.border}`, outlineOffset: 0 }),
  length: css({
    position: 'absolute',
    top: '50%',
    transform: 'translateY(-50%)',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    color: theme.colors.text.secondary,
    fontSize: 11,
    lineHeight: 1,
  }),
});
