import {
  getDisplayValueAlignmentFactors,
  VizOrientation,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
} from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  DataLinksContextMenu,
  useTheme2,
  VizRepeater,
  type VizRepeaterRenderValueProps,
} from '@grafana/ui';
import { displayValues, hasValues, textSizes } from './displayValues';
import { member, type StandInProps } from './standInProps';

type RenderProps = VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>;

/** Big values with a sparkline, one per series or row. */
export function StatPanel(props: StandInProps) {
  const theme = useTheme2();
  const { data, width, height, options, renderCounter, id, fieldConfig } = props;
  if (!hasValues(props)) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  const graphMode = member(BigValueGraphMode, options['graphMode'], BigValueGraphMode.Area);
  const renderValue = ({ value, alignmentFactors, count, width: valueWidth, height: valueHeight }: RenderProps) => {
    const big = (onClick?: React.MouseEventHandler<HTMLElement>) => (
      <BigValue
        value={value.display}
        count={count}
        sparkline={value.sparkline === undefined ? undefined : { ...value.sparkline, timeRange: data.timeRange }}
        colorMode={member(BigValueColorMode, options['colorMode'], BigValueColorMode.Value)}
        graphMode={graphMode}
        justifyMode={member(BigValueJustifyMode, options['justifyMode'], BigValueJustifyMode.Auto)}
        textMode={member(BigValueTextMode, options['textMode'], BigValueTextMode.Auto)}
        text={textSizes(options)}
        alignmentFactors={alignmentFactors}
        width={valueWidth}
        height={valueHeight}
        theme={theme}
        onClick={onClick}
        hasLinks={value.hasLinks}
      />
    );
    return value.hasLinks && value.getLinks !== undefined ? (
      <DataLinksContextMenu links={value.getLinks}>{(api) => big(api.openMenu)}</DataLinksContextMenu>
    ) : (
      big()
    );
  };
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      getValues={() => displayValues(props, { sparkline: graphMode !== BigValueGraphMode.None })}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={renderValue}
      width={width}
      height={height}
      source={data}
      renderCounter={renderCounter}
      autoGrid
      orientation={member(VizOrientation, options['orientation'], VizOrientation.Auto)}
    />
  );
}
