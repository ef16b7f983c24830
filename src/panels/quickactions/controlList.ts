import { type IconName } from '@grafana/data';

import { type StateCounts } from './countState';

export interface Control {
  name: string;
  icon: IconName;
  /** Whom it would concern, from the state at hand; null when the state does not tell. */
  concerns: string | null;
}

/** Why every control is off (C). */
export const NO_CONTROL = {
  title: 'Control is not part of this version',
  text: 'This version watches; it has no way to tell an orchestrator what to do. Pause, resume and scale in the orchestrator itself.',
} as const;

const agentsText = (count: number, word: string): string => `${count} ${word} ${count === 1 ? 'agent' : 'agents'}`;

/** The controls of the monitoring view, each with whom it would concern. */
export const controlList = (counts: StateCounts | null): Control[] => [
  { name: 'Pause all', icon: 'pause', concerns: counts && agentsText(counts.running, 'running') },
  { name: 'Resume', icon: 'play', concerns: counts && agentsText(counts.paused, 'paused') },
  { name: 'Scale', icon: 'layers-alt', concerns: counts && agentsText(counts.total, 'known') },
];
