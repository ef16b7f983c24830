import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { OVERVIEW_UID } from '../../names';
import { board } from '../kit/board';
import { commonVariables } from '../variables';
import { healthPanel } from './health';
import { actionRow, liveRow, workRow } from './live';
import { performanceRow, statusRow } from './status';
import { trendRow } from './trends';

/**
 * V1–V4, in the order of the monitoring view: key figures, agents and events on the first screen, then where the work
 * stands and why, what can be done, and how it went.
 */
export const overview = (): Dashboard =>
  board({
    uid: OVERVIEW_UID,
    title: 'Overview',
    description: 'Live state of all agents: health, work, cost, trends, and what needs a person.',
    from: 'now-1h',
    refresh: '10s',
    variables: commonVariables(),
    panels: [
      healthPanel(),
      ...statusRow(),
      ...performanceRow(),
      ...liveRow(),
      ...workRow(),
      ...actionRow(),
      ...trendRow(),
    ],
  });
