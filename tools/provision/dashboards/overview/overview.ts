import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { OVERVIEW_UID } from '../../names';
import { board } from '../kit/board';
import { commonVariables } from '../variables';
import { healthPanel } from './health';
import { actionRow, liveRow, workRow } from './live';
import { performanceRow, statusRow } from './status';
import { trendRow } from './trends';

/** V1–V4: is anything wrong, what runs, how it goes, what needs a person. Key figures stand before agents, also on a phone. */
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
      ...workRow(),
      ...trendRow(),
      ...actionRow(),
      ...liveRow(),
    ],
  });
