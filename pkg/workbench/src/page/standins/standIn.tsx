import {
  FieldColorModeId,
  FieldConfigProperty,
  PanelPlugin,
  PluginType,
  type PanelPluginMeta,
  type PanelProps,
} from '@grafana/data';
import type { ComponentType } from 'react';
import { ApproximationMark } from './ApproximationMark';
import { BarChartPanel } from './BarChartPanel';
import { BarGaugePanel } from './BarGaugePanel';
import { customFields, type CustomField } from './customFields';
import { DashListPanel } from './DashListPanel';
import { GaugePanel } from './GaugePanel';
import { HeatmapPanel } from './HeatmapPanel';
import { LogsPanel } from './LogsPanel';
import { AnnotationListPanel } from './AnnotationListPanel';
import { FramesPanel } from './FramesPanel';
import { PieChartPanel } from './PieChartPanel';
import { StatPanel } from './StatPanel';
import { StateTimelinePanel } from './StateTimelinePanel';
import { TablePanel } from './TablePanel';
import { TextPanel } from './TextPanel';
import { TimeSeriesPanel } from './TimeSeriesPanel';
import { TracesPanel } from './TracesPanel';
import { UnknownPanel } from './UnknownPanel';
import type { StandInProps } from './standInProps';

interface StandIn {
  Panel: ComponentType<StandInProps>;
  custom?: () => CustomField[];
  /** How fields are coloured where nothing is saved; by thresholds otherwise. */
  colorMode?: FieldColorModeId;
  skipDataQuery?: boolean;
}

const standIns: Record<string, StandIn> = {
  annolist: { Panel: AnnotationListPanel },
  barchart: { Panel: BarChartPanel, custom: customFields.graph, colorMode: FieldColorModeId.PaletteClassic },
  bargauge: { Panel: BarGaugePanel },
  dashlist: { Panel: DashListPanel, skipDataQuery: true },
  gauge: { Panel: GaugePanel },
  heatmap: { Panel: HeatmapPanel },
  histogram: { Panel: BarChartPanel, custom: customFields.graph, colorMode: FieldColorModeId.PaletteClassic },
  logs: { Panel: LogsPanel },
  nodeGraph: { Panel: FramesPanel },
  piechart: { Panel: PieChartPanel, custom: customFields.graph, colorMode: FieldColorModeId.PaletteClassic },
  stat: { Panel: StatPanel },
  'state-timeline': { Panel: StateTimelinePanel, custom: customFields.graph },
  'status-history': { Panel: StateTimelinePanel, custom: customFields.graph },
  table: { Panel: TablePanel, custom: customFields.table },
  text: { Panel: TextPanel, skipDataQuery: true },
  timeseries: { Panel: TimeSeriesPanel, custom: customFields.graph, colorMode: FieldColorModeId.PaletteClassic },
  traces: { Panel: TracesPanel },
  trend: { Panel: TimeSeriesPanel, custom: customFields.graph, colorMode: FieldColorModeId.PaletteClassic },
};

/** Core panels that the workbench draws in its own way. */
export const standInIds = Object.keys(standIns);

/**
 * The stand-in for a core panel, which Grafana does not publish: close enough to read, and marked as an approximation.
 * A type without one gets a panel that says so.
 */
export function standIn(id: string): PanelPlugin {
  const known = standIns[id];
  const { Panel, custom, colorMode, skipDataQuery }: StandIn = known ?? { Panel: unknownPanel(id) };
  const plugin = new PanelPlugin((props: PanelProps) => (
    <ApproximationMark isUnknown={known === undefined}>
      <Panel {...props} />
    </ApproximationMark>
  ));
  plugin.useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: { defaultValue: { mode: colorMode ?? FieldColorModeId.Thresholds } },
    },
    useCustomConfig: (builder) => custom?.().forEach((field) => builder.addCustomEditor(field)),
  });
  plugin.setDataSupport({ annotations: true, alertStates: false });
  plugin.meta = standInMeta(id, skipDataQuery === true);
  return plugin;
}

function unknownPanel(id: string): ComponentType<StandInProps> {
  return function NoStandIn() {
    return <UnknownPanel type={id} />;
  };
}

function standInMeta(id: string, skipDataQuery: boolean): PanelPluginMeta {
  return {
    id,
    name: id,
    type: PluginType.panel,
    module: '',
    baseUrl: '',
    sort: 0,
    skipDataQuery,
    info: {
      author: { name: 'Workbench' },
      description: 'An approximation of the core panel',
      links: [],
      logos: { large: '', small: '' },
      screenshots: [],
      updated: '',
      version: '',
    },
  };
}
