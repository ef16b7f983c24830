import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';

import { t } from '../../core/i18n/t';
import { lengthText } from '../format';
import { SpokenTexts } from '../trace/SpokenTexts';
import { type Colors } from '../trace/whoColor';
import { TURN_ICON, turnWord } from './turnLook';
import { type Turn } from './turns';

/** Turns drawn before the present one and after it. */
const BEFORE = 60;
const AFTER = 20;

interface Props {
  colors: Colors;
  turns: readonly Turn[];
  /** Index of the present turn; −1 before the first. */
  at: number;
  startMs: number;
  onChoose: (index: number) => void;
}

/** The turns around the present one, which is in sight and says everything. */
export const Transcript = ({ colors, turns, at, startMs, onChoose }: Props) => {
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLOListElement>(null);
  const present = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const [list, item] = [box.current, present.current];
    if (list && item) {
      list.scrollTop = item.offsetTop - list.clientHeight / 3;
    }
  }, [at]);
  const first = Math.max(0, at - BEFORE);
  return (
    <ol
      ref={box}
      className={styles.list}
      aria-label={t('pages.replay.transcript', 'What was said and done')}
      tabIndex={0}
    >
      {turns.slice(first, at + 1 + AFTER).map((turn, offset) => {
        const index = first + offset;
        const isNow = index === at;
        return (
          <li
            key={turn.key}
            ref={isNow ? present : null}
            className={cx(styles.turn, isNow && styles.now, index > at && styles.ahead)}
            style={{ borderColor: colors.get(turn.who) }}
            aria-current={isNow ? 'step' : undefined}
          >
            <button type="button" className={styles.head} onClick={() => onChoose(index)}>
              <span className={styles.time}>+{lengthText(turn.atMs - startMs)}</span>
              <Icon name={turn.failed ? 'exclamation-circle' : TURN_ICON[turn.kind]} size="sm" aria-hidden />
              <strong>{turn.who}</strong> {turnWord(turn.kind)} {turn.title}
              {turn.failed && <span className={styles.failed}>{t('pages.replay.turn-failed', 'failed')}</span>}
              <span className={styles.time}>{lengthText(turn.endMs - turn.atMs)}</span>
            </button>
            {isNow && turn.message && <div className={styles.failed}>{turn.message}</div>}
            {isNow && turn.texts.length > 0 && <SpokenTexts texts={turn.texts} />}
            {isNow && turn.texts.length === 0 && turn.kind !== 'handed' && (
              <div className={styles.time}>{t('pages.replay.no-text', 'No text is stored for this turn.')}</div>
            )}
          </li>
        );
      })}
    </ol>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    position: 'relative',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    maxHeight: 560,
    overflowY: 'auto',
    display: 'grid',
    gap: theme.spacing(0.5),
  }),
  turn: css({ borderLeft: '3px solid', padding: theme.spacing(0.5, 1), minWidth: 0, overflowWrap: 'anywhere' }),
  now: css({ background: theme.colors.background.secondary }),
  ahead: css({ borderLeftStyle: 'dotted' }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    minHeight: 24,
    width: '100%',
    border: 'none',
    background: 'none',
    padding: 0,
    textAlign: 'left',
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  }),
  time: css({
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  failed: css({ color: theme.colors.error.text }),
});
