import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  TimePickerBuilder,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { APP_ID, OVERVIEW_UID } from '../../names';
import { commonAnnotations } from '../annotations';
import { commonVariables } from '../variables';
import { healthPanel } from './health';
import { performanceRow, statusRow } from './kpis';
import { liveRow } from './live';
import { trendRow } from './trends';

/** V1–V3: is anything wrong, what runs, how it goes. */
export const overview = (): Dashboard => {
  const builder = new DashboardBuilder('El Jefe / Overview')
    .uid(OVERVIEW_UID)
    .description('Live state of all agents: health, work, cost, trends, and what needs a person.')
    .tags(['eljefe'])
    .editable()
    .timezone('browser')
    .time({ from: 'now-1h', to: 'now' })
    .refresh('10s')
    .timepicker(new TimePickerBuilder().refreshIntervals(['5s', '10s', '30s', '1m', '5m', '15m', '1h']))
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(commonVariables())
    .annotations(commonAnnotations())
    .link(
      new DashboardLinkBuilder('El Jefe').type(DashboardLinkType.Link).icon('apps').url(`/a/${APP_ID}`).keepTime(true)
    );
  const panels = [healthPanel(), ...statusRow(), ...performanceRow(), ...trendRow(), ...liveRow()];
  return panels.reduce((dashboard, panel) => dashboard.withPanel(panel), builder).build();
};
