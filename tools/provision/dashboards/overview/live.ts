import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { PanelBuilder, type Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { JOB_SCOPE, scopedTo } from '../filters';
import { DATA_SOURCE, target } from '../query';
import { PANEL } from './panelIds';

const MOST_EVENTS = 500;

/** V3: what every agent does now, and what happened. */
export const liveRow = (): Array<Builder<Panel>> => [
  new PanelBuilder()
    .id(PANEL.agents)
    .type('eljefe-agentgrid-panel')
    .title('Agents')
    .description('V3. Every running and recently ended job, what needs a person first. Live.')
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'state', format: 'agents', filters: JOB_SCOPE }))
    .options({})
    .span(15)
    .height(16),
  new PanelBuilder()
    .id(PANEL.feed)
    .type('eljefe-eventfeed-panel')
    .title('Alerts and events')
    .description('V3. Critical alerts, warnings, system events, notifications and the audit trail, newest first. Live.')
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'events', limit: MOST_EVENTS, filters: scopedTo('source') }))
    .options({})
    .span(9)
    .height(16),
];
