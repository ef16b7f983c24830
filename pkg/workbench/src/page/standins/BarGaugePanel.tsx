import {
  getDisplayValueAlignmentFactors,
  VizOrientation,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
} from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { BarGaugeNamePlacement, BarGaugeValueMode } from '@grafana/schema';
import { BarGauge, BarGaugeDisplayMode, useTheme2, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { displayValues, hasValues, textSizes } from './displayValues';
import { asOptionalNumber } from '../../shared/json';
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
      text={textSizes(options)}
      namePlacement={member(BarGaugeNamePlacement, options['namePlacement'], BarGaugeNamePlacement.Auto)}
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
      minVizHeight={asOptionalNumber(options['minVizHeight']) ?? 16}
      maxVizHeight={options['sizing'] === 'manual' ? asOptionalNumber(options['maxVizHeight']) : undefined}
      source={data}
      renderCounter={renderCounter}
      itemSpacing={8}
      orientation={member(VizOrientation, options['orientation'], VizOrientation.Auto)}
    />
  );
}
