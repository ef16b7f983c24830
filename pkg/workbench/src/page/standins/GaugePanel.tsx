import { VizOrientation, type FieldDisplay } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useTheme2, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { displayValues, hasValues } from './displayValues';
import { member, type StandInProps } from './standInProps';

/** An own arc: the library of this version has no gauge. */
export function GaugePanel(props: StandInProps) {
  const { data, width, height, options, renderCounter, id, fieldConfig } = props;
  if (!hasValues(props)) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  return (
    <VizRepeater<FieldDisplay>
      getValues={() => displayValues(props, { sparkline: false })}
      renderValue={(value) => <Arc {...value} />}
      width={width}
      height={height}
      source={data}
      renderCounter={renderCounter}
      autoGrid
      orientation={member(VizOrientation, options['orientation'], VizOrientation.Auto)}
    />
  );
}

function Arc({ value, width, height, count }: VizRepeaterRenderValueProps<FieldDisplay>) {
  const theme = useTheme2();
  const { display, field } = value;
  const share = shareOf(display.numeric, { min: field.min ?? 0, max: field.max ?? 100 });
  const radius = 40;
  const text = `${display.prefix ?? ''}${display.text}${display.suffix ?? ''}`;
  const label = count > 1 ? (display.title ?? '') : '';
  return (
    <svg
      width={width}
      height={height}
      viewBox="0 0 100 84"
      role="img"
      aria-label={`${display.title ?? 'value'}: ${text}`}
    >
      <path d={arc(1, radius)} fill="none" stroke={theme.colors.background.secondary} strokeWidth={10} />
      {share > 0 && <path d={arc(share, radius)} fill="none" stroke={display.color} strokeWidth={10} />}
      <text
        x={50}
        y={54}
        textAnchor="middle"
        fontSize={text.length > 7 ? 12 : 17}
        fill={display.color ?? theme.colors.text.primary}
      >
        {text}
      </text>
      <text x={50} y={80} textAnchor="middle" fontSize={8} fill={theme.colors.text.primary}>
        {label}
      </text>
    </svg>
  );
}

/** Where a value lies between its bounds, 0 to 1; a value that is no number has no share. */
export function shareOf(value: number, { min, max }: { min: number; max: number }): number {
  return Number.isFinite(value) && max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
}

const startDegrees = 150;
const sweepDegrees = 240;

/** Path of the arc from the gauge's start through a share (0 to 1) of its sweep, around (50, 48). */
function arc(share: number, radius: number): string {
  const end = startDegrees + sweepDegrees * share;
  const isLarge = sweepDegrees * share > 180 ? 1 : 0;
  return `M ${point(startDegrees, radius)} A ${radius} ${radius} 0 ${isLarge} 1 ${point(end, radius)}`;
}

function point(degrees: number, radius: number): string {
  const radians = (degrees * Math.PI) / 180;
  return `${50 + radius * Math.cos(radians)} ${48 + radius * Math.sin(radians)}`;
}
