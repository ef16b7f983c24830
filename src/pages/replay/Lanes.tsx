import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { ConditionMark } from '../../components/ConditionMark';
import { type Colors } from '../trace/whoColor';
import { TURN_ICON, turnWord } from './turnLook';
import { doingAt, type Turn } from './turns';

interface Props {
  colors: Colors;
  turns: readonly Turn[];
  atMs: number;
}

/** What every agent does at the slider's instant. */
export const Lanes = ({ colors, turns, atMs }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={t('pages.replay.lanes', 'What each agent does now')}>
      {doingAt(turns, atMs).map(({ who, turn, isBusy }) => (
        <li key={who} className={styles.lane} style={{ borderColor: colors.get(who) }}>
          <div className={styles.head}>
            <strong>{who}</strong>
            <ConditionMark
              condition={turn.failed && !isBusy ? 'failed' : isBusy ? 'running' : 'done'}
              word={
                turn.failed && !isBusy
                  ? t('pages.replay.failed', 'Failed')
                  : isBusy
                    ? t('pages.replay.busy', 'At work')
                    : t('pages.replay.idle', 'Idle')
              }
            />
          </div>
          <div className={styles.doing}>
            <Icon name={TURN_ICON[turn.kind]} size="sm" aria-hidden /> {turnWord(turn.kind)} {turn.title}
          </div>
        </li>
      ))}
    </ul>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  lane: css({
    background: theme.colors.background.secondary,
    borderLeft: '3px solid',
    padding: theme.spacing(0.5, 1),
    minHeight: 48,
    overflowWrap: 'anywhere',
  }),
  head: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
  doing: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
