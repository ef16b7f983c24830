import {
  getDisplayValueAlignmentFactors,
  VizOrientation,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
} from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { BarGaugeValueMode } from '@grafana/schema';
import { BarGauge, BarGaugeDisplayMode, useTheme2, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { displayValues, hasValues } from './displayValues';
import { member, type StandInProps } from './standInProps';

type RenderProps = VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>;

/** One bar per value, between its minimum and maximum. */
export function BarGaugePanel(props: StandInProps) {
  const theme = useTheme2();
  const { data, width, height, options, renderCounter, id, fieldConfig } = props;
  if (!hasValues(props)) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  const renderValue = ({ value, alignmentFactors, orientation, width: barWidth, height: barHeight }: RenderProps) => (
    <BarGauge
      value={value.display}
      field={value.field}
      display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0) ?? undefined}
      orientation={orientation}
      displayMode={member(BarGaugeDisplayMode, options['displayMode'], BarGaugeDisplayMode.Gradient)}
      valueDisplayMode={member(BarGaugeValueMode, options['valueMode'], BarGaugeValueMode.Color)}
      showUnfilled={options['showUnfilled'] !== false}
      alignmentFactors={alignmentFactors}
      itemSpacing={8}
      width={barWidth}
      height={barHeight}
      theme={theme}
    />
  );
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      getValues={() => displayValues(props, { sparkline: false })}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={renderValue}
      width={width}
      height={height}
      minVizHeight={16}
      source={data}
      renderCounter={renderCounter}
      itemSpacing={8}
      orientation={member(VizOrientation, options['orientation'], VizOrientation.Auto)}
    />
  );
}
