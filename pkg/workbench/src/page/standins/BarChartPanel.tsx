import { css } from '@emotion/css';
import { FieldType, getFieldDisplayName, type DataFrame, type Field, type GrafanaTheme2 } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { StandInProps } from './standInProps';

const mostRows = 100;

/** A row of horizontal bars for each category: readable at any width, whatever the saved orientation. */
export function BarChartPanel({ data, id, fieldConfig, height, timeZone }: StandInProps) {
  const styles = useStyles2(getStyles);
  const frame = data.series.find(
    (one) => one.length > 0 && one.fields.some((field) => field.type === FieldType.number)
  );
  if (frame === undefined) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsNumberField />;
  }
  const numbers = frame.fields.filter((field) => field.type === FieldType.number);
  const largest = Math.max(
    ...numbers.flatMap((field) => field.values.map((value: unknown) => Math.abs(Number(value ?? 0)))),
    1e-9
  );
  const category =
    frame.fields.find((field) => field.type === FieldType.string) ??
    frame.fields.find((field) => field.type !== FieldType.number);
  return (
    <ul className={styles.list} style={{ height }} data-timezone={timeZone}>
      {Array.from({ length: Math.min(frame.length, mostRows) }, (_none, row) => (
        <li key={row} className={styles.row}>
          <div className={styles.name}>{labelOf(category, row)}</div>
          <div className={styles.bars}>
            {numbers.map((field) => (
              <Bar key={field.name} field={field} frame={frame} value={field.values[row]} largest={largest} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function labelOf(category: Field | undefined, row: number): string {
  const value: unknown = category?.values[row];
  return category?.display?.(value).text ?? String(value ?? row + 1);
}

interface BarProps {
  field: Field;
  frame: DataFrame;
  value: unknown;
  largest: number;
}

function Bar({ field, frame, value, largest }: BarProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const display = field.display?.(value);
  const text = display === undefined ? String(value) : `${display.prefix ?? ''}${display.text}${display.suffix ?? ''}`;
  const width = `${(Math.abs(Number(value ?? 0)) / largest) * 100}%`;
  return (
    <div className={styles.track} title={`${getFieldDisplayName(field, frame)}: ${text}`}>
      <div className={styles.bar} style={{ width, background: display?.color ?? theme.colors.primary.main }} />
      <span>{text}</span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, overflow: 'auto' }),
  row: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) }),
  name: css({ width: '30%', maxWidth: 200, overflowWrap: 'anywhere', textAlign: 'right' }),
  bars: css({ flex: 1, minWidth: 0 }),
  track: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), whiteSpace: 'nowrap' }),
  bar: css({ height: 14, minWidth: 1, maxWidth: 'calc(100% - 10ch)' }),
});
