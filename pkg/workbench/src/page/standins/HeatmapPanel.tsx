import { css } from '@emotion/css';
import { dateTimeFormat, FieldType, getFieldDisplayName, type DataFrame } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useTheme2 } from '@grafana/ui';
import type { StandInProps } from './standInProps';

/** Buckets over time: one row per number field, each cell as strong as its share of the largest value. */
export function HeatmapPanel({ data, id, fieldConfig, height, timeZone }: StandInProps) {
  const theme = useTheme2();
  const frame = data.series.find(isBucketed);
  if (frame === undefined) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField needsNumberField />;
  }
  const times = frame.fields.find((field) => field.type === FieldType.time)?.values ?? [];
  const buckets = frame.fields.filter((field) => field.type === FieldType.number).reverse();
  const largest = Math.max(
    ...buckets.flatMap((field) => field.values.map((value: unknown) => Number(value ?? 0))),
    1e-9
  );
  return (
    <div className={whole} style={{ height }}>
      {buckets.map((field) => (
        <div key={field.name} className={lane}>
          <div className={label}>{getFieldDisplayName(field, frame)}</div>
          {field.values.map((value: unknown, column) => (
            <div
              key={String(times[column])}
              className={cell}
              title={`${dateTimeFormat(Number(times[column]), { timeZone })}, ${getFieldDisplayName(field, frame)}: ${String(value ?? 'no value')}`}
              style={{ background: theme.colors.primary.main, opacity: Math.max(0, Number(value ?? 0) / largest) }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function isBucketed(frame: DataFrame): boolean {
  return (
    frame.length > 0 &&
    frame.fields.some((field) => field.type === FieldType.time) &&
    frame.fields.some((field) => field.type === FieldType.number)
  );
}

const whole = css({ display: 'flex', flexDirection: 'column', overflow: 'auto' });
const lane = css({ display: 'flex', flex: 1, minHeight: 12 });
const label = css({ width: '20%', maxWidth: 120, overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' });
const cell = css({ flex: 1, margin: 0.5 });
