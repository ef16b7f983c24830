import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { DRILL, LEADS } from '../addresses';
import { JOB_SCOPE, scopedTo, SESSION_SCOPE } from '../filters';
import { special } from '../kit/special';
import { PANEL } from './panelIds';

const MOST_EVENTS = 500;

/** V2, P5: where the work stands, and what to know and do about it. */
export const workRow = (): Array<Builder<Panel>> => [
  special({
    id: PANEL.pipeline,
    type: 'eljefe-pipeline-panel',
    title: 'Workflow pipeline',
    description:
      'V2, W1.3. One session as a graph: its steps, handoffs, waits, progress, critical path and bottleneck; the one that needs a person first. Live. Where nothing runs, it says how sessions get here.',
    width: 15,
    height: 11,
    queries: [{ kind: 'state', format: 'sessions', filters: SESSION_SCOPE }],
    options: DRILL,
  }),
  special({
    id: PANEL.insights,
    type: 'eljefe-insights-panel',
    title: 'Insights',
    description:
      'P5. What changed, how sure that is, what it rests on and what to do; bottleneck alerts among them, and the health score with its parts. For the time range above, against the equal period before.',
    width: 9,
    height: 11,
    queries: [{ kind: 'insights' }],
    options: DRILL,
  }),
];

/** V4: what can be done right now. */
export const actionRow = (): Array<Builder<Panel>> => [
  special({
    id: PANEL.actions,
    type: 'eljefe-quickactions-panel',
    title: 'Quick actions',
    description:
      'V4. Pause all, resume, scale, debug, export report. What the orchestrator cannot do is shown with the reason; what you may not do, too.',
    width: 24,
    height: 4,
    queries: [{ kind: 'state', format: 'agents', filters: JOB_SCOPE }],
    options: { debugUrl: LEADS.agent.url },
  }),
];

/** V3: what every agent does now, and what happened. */
export const liveRow = (): Array<Builder<Panel>> => [
  special({
    id: PANEL.agents,
    type: 'eljefe-agentgrid-panel',
    title: 'Agents',
    description: 'V3. Every running and recently ended job, what needs a person first. Live.',
    width: 15,
    height: 13,
    queries: [{ kind: 'state', format: 'agents', filters: JOB_SCOPE }],
  }),
  special({
    id: PANEL.feed,
    type: 'eljefe-eventfeed-panel',
    title: 'Alerts and events',
    description: 'V3. Critical alerts, warnings, system events, notifications and the audit trail, newest first. Live.',
    width: 9,
    height: 13,
    queries: [{ kind: 'events', limit: MOST_EVENTS, filters: scopedTo('source') }],
    options: DRILL,
  }),
];
