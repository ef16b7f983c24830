import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { stateLanes, type StateLane } from './stateSpans';
import type { StandInProps } from './standInProps';

/** Bars of state over time, one lane per field. */
export function StateTimelinePanel({ data, timeRange, timeZone, id, fieldConfig, height }: StandInProps) {
  const styles = useStyles2(getStyles);
  const range = { fromMs: timeRange.from.valueOf(), toMs: timeRange.to.valueOf() };
  const lanes = stateLanes(data.series, range.toMs);
  if (lanes.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField />;
  }
  return (
    <div className={styles.whole} style={{ height }}>
      {lanes.map((lane) => (
        <Lane key={lane.name} lane={lane} range={range} />
      ))}
      <div className={styles.axis}>
        <span>{dateTimeFormat(range.fromMs, { timeZone })}</span>
        <span>{dateTimeFormat(range.toMs, { timeZone })}</span>
      </div>
    </div>
  );
}

function Lane({ lane, range }: { lane: StateLane; range: { fromMs: number; toMs: number } }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const lengthMs = Math.max(1, range.toMs - range.fromMs);
  const percent = (timeMs: number) => Math.min(100, Math.max(0, ((timeMs - range.fromMs) / lengthMs) * 100));
  return (
    <div className={styles.lane}>
      <div className={styles.name} title={lane.name}>
        {lane.name}
      </div>
      <div className={styles.bars}>
        {lane.spans.map((span) => {
          const display = lane.field.display?.(span.value);
          const text = display === undefined ? String(span.value) : `${display.text}${display.suffix ?? ''}`;
          const background = display?.color ?? theme.colors.background.secondary;
          const left = percent(span.fromMs);
          return (
            <div
              key={span.fromMs}
              className={styles.bar}
              title={`${lane.name}: ${text}`}
              style={{
                left: `${left}%`,
                width: `${percent(span.toMs) - left}%`,
                background,
                color: theme.colors.getContrastText(background),
              }}
            >
              {text}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  whole: css({ overflow: 'auto' }),
  lane: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginBottom: theme.spacing(0.5) }),
  name: css({
    width: '25%',
    maxWidth: 180,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    textAlign: 'right',
  }),
  bars: css({ position: 'relative', flex: 1, height: 26 }),
  bar: css({
    position: 'absolute',
    height: '100%',
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    paddingLeft: 2,
    lineHeight: '26px',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  axis: css({
    display: 'flex',
    justifyContent: 'space-between',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
