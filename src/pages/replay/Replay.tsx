import { css } from '@emotion/css';
import { type Session } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, ButtonGroup, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { type KeyboardEvent, useEffect, useMemo } from 'react';

import { t } from '../../core/i18n/t';
import { clockText, lengthText } from '../format';
import { busyTimes, timeAxis } from '../trace/timeAxis';
import { type TraceTree } from '../trace/trace.types';
import { useWhoColors } from '../trace/useWhoColors';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { Lanes } from './Lanes';
import { movedTo, SPEEDS, toggled } from './player';
import { turnAt, turnsOf } from './turns';
import { Transcript } from './Transcript';
import { usePlayer } from './usePlayer';

const STEPS = 1_000;

interface Props {
  tree: TraceTree;
  session: Pick<Session, 'handoffs' | 'steps'>;
}

/** What each agent said and did, turn by turn, on a time slider (T2). */
export const Replay = ({ tree, session }: Props) => {
  const styles = useStyles2(getStyles);
  const colors = useWhoColors(tree);
  const search = useUrlSearch();
  const turns = useMemo(() => turnsOf(tree, session), [tree, session]);
  const axis = useMemo(() => timeAxis({ from: tree.startMs, to: tree.endMs }, busyTimes(tree)), [tree]);
  const held = search.get('at');
  const begin = Number(held ?? Number.NaN);
  const { state, setState } = usePlayer(axis, Number.isFinite(begin) ? axis.toX(tree.startMs + begin) : 0);
  const atMs = axis.toMs(state.x);
  const at = turnAt(turns, atMs);
  const { playing } = state;
  const sinceMs = Math.round(atMs - tree.startMs);
  useEffect(() => {
    if (!playing && (held === null ? sinceMs > 0 : held !== String(sinceMs))) {
      setUrlParams({ at: sinceMs > 0 ? String(sinceMs) : null }, true);
    }
  }, [playing, sinceMs, held]);
  const goTo = (index: number) => {
    const turn = turns[Math.min(turns.length - 1, Math.max(0, index))];
    if (turn) {
      // A hair later, so that rounding does not stop before the turn.
      setState((held) => ({ ...movedTo(held, axis.toX(turn.atMs) + 1e-9), playing: false }));
    }
  };
  const toggle = () => setState(toggled);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: turns.length - 1 }[event.key];
    if (event.key === ' ') {
      event.preventDefault();
      toggle();
    } else if (step !== undefined) {
      event.preventDefault();
      goTo(step);
    }
  };
  const place = t('pages.replay.place', '{{time}}, {{since}} after the beginning, turn {{turn}} of {{number}}', {
    time: clockText(atMs),
    since: lengthText(sinceMs),
    turn: at + 1,
    number: turns.length,
  });
  return (
    <section aria-label={t('pages.replay.label', 'Replay')} className={styles.all}>
      <div className={styles.controls}>
        <ButtonGroup>
          <Button
            variant="secondary"
            icon="step-backward"
            aria-label={t('pages.replay.back', 'Turn before')}
            disabled={at <= 0}
            onClick={() => goTo(at - 1)}
          />
          <Button icon={playing ? 'pause' : 'play'} onClick={toggle}>
            {playing ? t('pages.replay.pause', 'Pause') : t('pages.replay.play', 'Play')}
          </Button>
          <Button
            variant="secondary"
            icon="arrow-right"
            aria-label={t('pages.replay.next', 'Next turn')}
            disabled={at >= turns.length - 1}
            onClick={() => goTo(at + 1)}
          />
        </ButtonGroup>
        <RadioButtonGroup
          aria-label={t('pages.replay.speed', 'Speed')}
          options={SPEEDS.map((speed) => ({ label: `${speed}×`, value: speed }))}
          value={SPEEDS.find((speed) => speed === state.speed) ?? 16}
          onChange={(speed) => setState((held) => ({ ...held, speed }))}
        />
        <span className={styles.place}>{place}</span>
      </div>
      <input
        type="range"
        className={styles.slider}
        min={0}
        max={STEPS}
        value={Math.round(state.x * STEPS)}
        aria-label={t('pages.replay.time', 'Time')}
        aria-valuetext={place}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          const x = Number(event.currentTarget.value) / STEPS;
          setState((held) => ({ ...movedTo(held, x), playing: false }));
        }}
      />
      <div className={styles.hint}>
        {t(
          'pages.replay.keys',
          'On the slider: Space plays and pauses, arrows go turn by turn. Pauses of the agents are shortened.'
        )}
      </div>
      <div className={styles.parts}>
        <Lanes colors={colors} turns={turns} atMs={atMs} />
        <Transcript colors={colors} turns={turns} at={at} startMs={tree.startMs} onChoose={goTo} />
      </div>
    </section>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  all: css({ display: 'grid', gap: theme.spacing(1), minWidth: 0, containerType: 'inline-size' }),
  controls: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  place: css({ fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
  slider: css({ width: '100%', accentColor: theme.colors.primary.main, minHeight: 24 }),
  hint: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  parts: css({
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'minmax(0, 1fr)',
    alignItems: 'start',
    '@container (min-width: 860px)': { gridTemplateColumns: '300px minmax(0, 1fr)' },
  }),
});
