import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type Panel } from '@grafana/grafana-foundation-sdk/dashboard';

import { LEADS } from '../addresses';
import { type Scope } from '../filters';
import { figure } from '../kit/figure';
import { highIsGood, lowIsGood, neutral } from '../thresholds';
import { PANEL } from './panelIds';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow'];
const former = { compare: 'former' } as const;

/** V1: the row that says at a glance whether anything is wrong, beside the status. */
export const statusRow = (): Array<Builder<Panel>> =>
  [
    {
      id: PANEL.systemHealth,
      title: 'System health',
      measure: 'system_health',
      note: 'How far success, response time, timeouts, orchestrators, store and hosts reach their targets now; Insights shows each part. One failing job among many does not lower it: what needs you is told by Agents and Insights.',
      decimals: 0,
      thresholds: highIsGood(60, 85),
      link: LEADS.reliability,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.agentsActive,
      title: 'Agents active',
      measure: 'agents_active',
      note: 'One job is one run of one agent on one task.',
      decimals: 0,
      thresholds: neutral('blue'),
      noValue: 'No agent known yet',
      link: LEADS.agent,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.workflowsRunning,
      title: 'Workflows running',
      measure: 'sessions_running',
      note: 'One session is one run of one workflow.',
      decimals: 0,
      thresholds: neutral('blue'),
      noValue: 'No session known yet',
      link: LEADS.workflow,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.tokens,
      title: 'Tokens used',
      measure: 'tokens_used',
      ...former,
      link: LEADS.cost,
      width: 4,
      height: 3,
    },
    { id: PANEL.cost, title: 'Cost', measure: 'cost_total', ...former, link: LEADS.cost, width: 4, height: 3 },
  ].map((spec) => figure(spec, SCOPE));

/** V4: the key figures of the monitoring view, each with its change against the former period. */
export const performanceRow = (): Array<Builder<Panel>> =>
  [
    {
      id: PANEL.successRate,
      title: 'Success rate',
      measure: 'success_rate',
      ...former,
      decimals: 1,
      thresholds: highIsGood(0.9, 0.95),
      link: LEADS.reliability,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.responseTime,
      title: 'Average response time',
      measure: 'response_time',
      statistic: 'mean',
      ...former,
      decimals: 1,
      thresholds: lowIsGood(30, 60),
      link: LEADS.history,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.errorRate,
      title: 'Error rate',
      measure: 'error_rate',
      ...former,
      decimals: 1,
      thresholds: lowIsGood(0.05, 0.1),
      link: LEADS.reliability,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.timeoutRate,
      title: 'Timeout rate',
      measure: 'timeout_rate',
      ...former,
      decimals: 1,
      thresholds: lowIsGood(0.01, 0.05),
      link: LEADS.reliability,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.costPerHour,
      title: 'Cost per hour',
      measure: 'cost_per_hour',
      ...former,
      link: LEADS.cost,
      width: 4,
      height: 3,
    },
    {
      id: PANEL.costPerTask,
      title: 'Cost per task',
      measure: 'cost_per_task',
      ...former,
      link: LEADS.cost,
      width: 4,
      height: 3,
    },
  ].map((spec) => figure(spec, SCOPE));
