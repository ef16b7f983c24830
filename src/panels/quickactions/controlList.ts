import { type IconName } from '@grafana/data';

import { t, tCount } from '../../core/i18n/t';
import { type StateCounts } from './countState';

export interface Control {
  name: string;
  icon: IconName;
  /** Whom it would concern, from the state at hand; null when the state does not tell. */
  concerns: string | null;
}

/** Why every control is off (C). */
export const NO_CONTROL = {
  get title() {
    return t('quickactions.noControl', 'Control is not part of this version');
  },
  get text() {
    return t(
      'quickactions.noControlHint',
      'This version watches; it has no way to tell an orchestrator what to do. Pause, resume and scale in the orchestrator itself.'
    );
  },
};

/** The controls of the monitoring view, each with whom it would concern. */
export const controlList = (counts: StateCounts | null): Control[] => [
  {
    name: t('quickactions.pause', 'Pause all'),
    icon: 'pause',
    concerns:
      counts &&
      tCount(
        'quickactions.running',
        { one: '{{count}} running agent', other: '{{count}} running agents' },
        { count: counts.running }
      ),
  },
  {
    name: t('quickactions.resume', 'Resume'),
    icon: 'play',
    concerns:
      counts &&
      tCount(
        'quickactions.paused',
        { one: '{{count}} paused agent', other: '{{count}} paused agents' },
        { count: counts.paused }
      ),
  },
  {
    name: t('quickactions.scale', 'Scale'),
    icon: 'layers-alt',
    concerns:
      counts &&
      tCount(
        'quickactions.known',
        { one: '{{count}} known agent', other: '{{count}} known agents' },
        { count: counts.total }
      ),
  },
];
