import { css } from '@emotion/css';
import { dateTimeFormat, FieldType, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import type { StandInProps } from './standInProps';

interface LogLine {
  key: string;
  timeMs: number;
  level: string;
  body: string;
}

const mostShown = 500;

/** Log lines as a list: time, level, text. */
export function LogsPanel({ data, options, timeZone, id, fieldConfig, height }: StandInProps) {
  const styles = useStyles2(getStyles);
  const lines = data.series.flatMap(toLines).sort((one, other) => other.timeMs - one.timeMs);
  if (lines.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsStringField />;
  }
  const ordered = options['sortOrder'] === 'Ascending' ? lines.reverse() : lines;
  return (
    <ol className={styles.list} style={{ height }}>
      {ordered.slice(0, mostShown).map((line) => (
        <li key={line.key} className={styles.line}>
          {options['showTime'] !== false && <time>{dateTimeFormat(line.timeMs, { timeZone })}</time>}
          <span className={styles.level} data-level={line.level}>
            {line.level}
          </span>
          <span className={styles.body}>{line.body}</span>
        </li>
      ))}
    </ol>
  );
}

function toLines(frame: DataFrame, frameIndex: number): LogLine[] {
  const named = (names: string[], type: FieldType) =>
    frame.fields.find((field) => names.includes(field.name)) ?? frame.fields.find((field) => field.type === type);
  const time = named(['timestamp', 'time', 'Time'], FieldType.time);
  const body = named(['body', 'line', 'Line', 'message'], FieldType.string);
  const level = frame.fields.find((field) => ['severity', 'level'].includes(field.name));
  const ids = frame.fields.find((field) => field.name === 'id');
  return Array.from({ length: body === undefined ? 0 : frame.length }, (_none, row) => ({
    key: `${frameIndex} ${String(ids?.values[row] ?? row)}`,
    timeMs: Number(time?.values[row] ?? 0),
    level: String(level?.values[row] ?? ''),
    body: String(body?.values[row] ?? ''),
  }));
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, overflow: 'auto', fontFamily: theme.typography.fontFamilyMonospace }),
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1),
    padding: theme.spacing(0.25, 0),
    fontSize: theme.typography.bodySmall.fontSize,
    '& time': { color: theme.colors.text.secondary, whiteSpace: 'nowrap' },
  }),
  level: css({
    minWidth: '8ch',
    '&[data-level="error"], &[data-level="critical"]': { color: theme.colors.error.text },
    '&[data-level="warning"], &[data-level="warn"]': { color: theme.colors.warning.text },
    '&[data-level="info"]': { color: theme.colors.info.text },
  }),
  body: css({ overflowWrap: 'anywhere' }),
});
