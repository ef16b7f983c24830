import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  TimePickerBuilder,
  type Dashboard,
  type Panel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { commonAnnotations } from '../annotations';
import { globalBar } from './links';

export interface Board {
  uid: string;
  /** Behind "El Jefe / ". */
  title: string;
  description: string;
  from: string;
  refresh: string;
  variables: Array<Builder<VariableModel>>;
  /** In reading order; widths of a row add up to 24. */
  panels: Array<Builder<Panel>>;
}

/** A dashboard of the product: the same bar, annotations, range and refresh choices on each. */
export const board = (spec: Board): Dashboard => {
  const builder = new DashboardBuilder(`El Jefe / ${spec.title}`)
    .uid(spec.uid)
    .description(spec.description)
    .tags(['eljefe'])
    .editable()
    .timezone('browser')
    .time({ from: spec.from, to: 'now' })
    .refresh(spec.refresh)
    .timepicker(new TimePickerBuilder().refreshIntervals(['5s', '10s', '30s', '1m', '5m', '15m', '1h']))
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(spec.variables)
    .annotations(commonAnnotations());
  globalBar().forEach((link) => builder.link(link));
  return spec.panels.reduce((dashboard, panel) => dashboard.withPanel(panel), builder).build();
};
