import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

export interface Chip<T extends string> {
  value: T;
  label: ReactNode;
  count: number;
  /** What is counted, said to a screen reader after the number. */
  unit: string;
}

interface Props<T extends string> {
  label: string;
  chips: ReadonlyArray<Chip<T>>;
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Toggle buttons with counts; none pressed means no filter. */
export const FilterChips = <T extends string>({ label, chips, chosen, onChange }: Props<T>) => {
  const styles = useStyles2(getStyles);
  const toggle = (value: T): void =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <div role="group" aria-label={label} className={styles.chips}>
      {chips.map(({ value, label: face, count, unit }) => (
        <button
          key={value}
          type="button"
          aria-pressed={chosen.includes(value)}
          className={cx(styles.chip, chosen.includes(value) && styles.pressed)}
          onClick={() => toggle(value)}
        >
          {face} <span className={styles.count}>{count}</span>
          <span className={styles.spoken}> {unit}</span>
        </button>
      ))}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  chips: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    minWidth: 0,
    // On a phone one line is enough: what needs a person comes first, the rest is a swipe away.
    '@container (max-width: 420px)': { flexWrap: 'nowrap', overflowX: 'auto', scrollbarWidth: 'none' },
  }),
  chip: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: theme.spacing(3),
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.medium}`,
    background: 'transparent',
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    flexShrink: 0,
    position: 'relative',
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  pressed: css({
    background: theme.colors.action.selected,
    borderColor: theme.colors.primary.border,
    boxShadow: `inset 0 0 0 1px ${theme.colors.primary.border}`,
  }),
  spoken: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  count: css({ fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
});
