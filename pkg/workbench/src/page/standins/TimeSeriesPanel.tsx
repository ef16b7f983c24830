import {
  dateTimeFormat,
  FieldType,
  getFieldDisplayName,
  type DataFrame,
  type Field,
  type TimeZone,
} from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { LegendDisplayMode, TooltipDisplayMode, type LegendPlacement, type VizLegendOptions } from '@grafana/schema';
import {
  EventBusPlugin,
  KeyboardPlugin,
  TimeSeries,
  TooltipPlugin2,
  usePanelContext,
  useTheme2,
  VizTooltipContent,
  VizTooltipHeader,
  VizTooltipWrapper,
} from '@grafana/ui';
import { useMemo } from 'react';
import { asRecord, asTexts, type JsonRecord } from '../../shared/json';
import { addAnnotationMarkers } from './annotationMarkers';
import { member, type StandInProps } from './standInProps';

/** Values of `TooltipHoverMode`, which the library does not export. */
const hoverOne = 0;
const hoverAll = 1;

/** Lines, bars or points over time. */
export function TimeSeriesPanel(props: StandInProps) {
  const { data, options, width, height, timeRange, timeZone, id, fieldConfig, onChangeTimeRange } = props;
  const theme = useTheme2();
  const { eventBus, sync, eventsScope } = usePanelContext();
  const frames = useMemo(() => graphable(data.series), [data.series]);
  if (frames.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField needsNumberField />;
  }
  const mode = member(TooltipDisplayMode, asRecord(options['tooltip'])['mode'], TooltipDisplayMode.Single);
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={legendOptions(options)}
      options={options}
    >
      {(config, aligned) => {
        addAnnotationMarkers(config, data.annotations ?? [], theme);
        return (
          <>
            <KeyboardPlugin config={config} />
            <EventBusPlugin config={config} eventBus={eventBus} frame={aligned} />
            {mode !== TooltipDisplayMode.None && (
              <TooltipPlugin2
                config={config}
                hoverMode={mode === TooltipDisplayMode.Multi ? hoverAll : hoverOne}
                syncMode={sync?.()}
                syncScope={eventsScope}
                queryZoom={onChangeTimeRange}
                render={(_plot, dataIndexes, seriesIndex, isPinned) => (
                  <Tooltip
                    frame={aligned}
                    dataIndexes={dataIndexes}
                    only={mode === TooltipDisplayMode.Single ? seriesIndex : null}
                    isPinned={isPinned}
                    timeZone={timeZone}
                  />
                )}
              />
            )}
          </>
        );
      }}
    </TimeSeries>
  );
}

/** Frames that have a time and a number; fields of other kinds are left out, booleans become 0 and 1. */
export function graphable(frames: readonly DataFrame[]): DataFrame[] {
  return frames
    .map((frame) => ({ ...frame, fields: frame.fields.flatMap(graphableField) }))
    .filter((frame) => frame.length > 0)
    .filter((frame) => frame.fields.some((field) => field.type === FieldType.time))
    .filter((frame) => frame.fields.some((field) => field.type === FieldType.number));
}

function graphableField(field: Field): Field[] {
  if (field.type === FieldType.boolean) {
    const values = field.values.map((value: unknown) => (typeof value === 'boolean' ? Number(value) : null));
    return [{ ...field, type: FieldType.number, values }];
  }
  return field.type === FieldType.time || field.type === FieldType.number ? [field] : [];
}

export function legendOptions(options: JsonRecord): VizLegendOptions {
  const legend = asRecord(options['legend']);
  const placement: LegendPlacement = legend['placement'] === 'right' ? 'right' : 'bottom';
  return {
    showLegend: legend['showLegend'] !== false,
    displayMode: member(LegendDisplayMode, legend['displayMode'], LegendDisplayMode.List),
    placement,
    calcs: asTexts(legend['calcs']),
  };
}

interface TooltipProps {
  frame: DataFrame;
  dataIndexes: Array<number | null>;
  /** Index of the one series to show; null for all. */
  only: number | null;
  isPinned: boolean;
  timeZone: TimeZone;
}

function Tooltip({ frame, dataIndexes, only, isPinned, timeZone }: TooltipProps) {
  const [time, ...fields] = frame.fields;
  const row = dataIndexes.find((index) => typeof index === 'number') ?? 0;
  const items = fields.flatMap((field, index) => {
    const at = dataIndexes[index + 1] ?? row;
    const value: unknown = field.values[at];
    const isShown = (only === null || only === index + 1) && field.config.custom?.hideFrom?.tooltip !== true;
    const display = field.display?.(value);
    return !isShown || value === undefined || value === null || display === undefined
      ? []
      : [
          {
            label: getFieldDisplayName(field, frame),
            value: `${display.prefix ?? ''}${display.text}${display.suffix ?? ''}`,
            color: display.color,
          },
        ];
  });
  const stamp: unknown = time?.values[row];
  return (
    <VizTooltipWrapper>
      <VizTooltipHeader
        item={{ label: '', value: typeof stamp === 'number' ? dateTimeFormat(stamp, { timeZone }) : '' }}
        isPinned={isPinned}
      />
      <VizTooltipContent items={items} isPinned={isPinned} scrollable maxHeight={300} />
    </VizTooltipWrapper>
  );
}
