import { type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { SECURITY_UID } from '../names';
import { type Scope, scopedTo } from './filters';
import { board } from './kit/board';
import { figure } from './kit/figure';
import { ranking } from './kit/ranking';
import { lines } from './kit/special';
import { trend } from './kit/trend';
import { highIsGood, lowIsGood } from './thresholds';
import { commonVariables } from './variables';

const SCOPE: Scope[] = ['source', 'agent_type', 'workflow'];

const NO_CHECK = 'No policy check is configured; the description says how';

const FIGURES = [
  {
    id: 1,
    title: 'Authentication success',
    measure: 'auth_success_rate',
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.9, 0.99),
  },
  {
    id: 2,
    title: 'Refused sign-ins',
    measure: 'auth_failures',
    width: 4,
    decimals: 0,
    thresholds: lowIsGood(10, 100),
  },
  {
    id: 3,
    title: 'Calls beyond one’s role',
    measure: 'authorisation_failures',
    width: 4,
    decimals: 0,
    thresholds: lowIsGood(1, 10),
  },
  { id: 4, title: 'Calls slowed down', measure: 'rate_limited_calls', width: 4, decimals: 0 },
  {
    id: 5,
    title: 'Breach attempts',
    measure: 'breach_attempts',
    width: 4,
    decimals: 0,
    thresholds: lowIsGood(1, 1),
  },
  {
    id: 6,
    title: 'Policy checks passed',
    measure: 'compliance_adherence',
    width: 4,
    decimals: 1,
    thresholds: highIsGood(0.95, 1),
    noValue: NO_CHECK,
  },
];

const trends = () => [
  trend(
    {
      id: 10,
      title: 'Refused calls',
      width: 12,
      lines: [
        { measure: 'auth_failures', name: 'Not signed in' },
        { measure: 'authorisation_failures', name: 'Beyond one’s role' },
        { measure: 'rate_limited_calls', name: 'Slowed down' },
      ],
      stacked: true,
    },
    SCOPE
  ),
  trend(
    {
      id: 11,
      title: 'Checks and signs of integrity',
      width: 12,
      lines: [
        { measure: 'compliance_adherence', name: 'Policy checks passed' },
        { measure: 'data_integrity', name: 'Facts found again' },
        { measure: 'audited_acts_ok', name: 'Audited acts that succeeded' },
      ],
      max: 1,
    },
    SCOPE
  ),
];

const audit = () => [
  lines({
    id: 20,
    title: 'Audit trail',
    description:
      'B2. Who did what, and what came of it, newest first. The whole trail with its proof is at /api/v1/audit of the analytics service.',
    width: 14,
    height: 9,
    query: { filters: [...scopedTo('source'), { key: 'kind', op: '=', values: ['audit'] }] },
    noValue: 'No audited act to show: commands, changes of settings and tokens stand here',
  }),
  ranking(
    {
      id: 21,
      title: 'Policy checks passed, by agent type',
      width: 10,
      height: 9,
      measure: 'compliance_adherence',
      by: ['agent_type'],
      max: 1,
      thresholds: highIsGood(0.95, 1),
      noValue: NO_CHECK,
    },
    SCOPE
  ),
];

const share = () => [
  figure({ id: 30, title: 'Security baseline', measure: 'security_compliance', width: 8, decimals: 0 }, SCOPE),
  figure(
    {
      id: 31,
      title: 'Data integrity',
      measure: 'data_integrity',
      width: 8,
      decimals: 2,
      thresholds: highIsGood(0.999, 1),
    },
    SCOPE
  ),
  figure({ id: 32, title: 'Audited acts that succeeded', measure: 'audited_acts_ok', width: 8, decimals: 0 }, SCOPE),
];

/** S4, B2, W4.4: who came in, who was refused, who did what, and whether the rules were kept. */
export const security = (): Dashboard =>
  board({
    uid: SECURITY_UID,
    title: 'Security and audit',
    description: 'Sign-ins, refusals, signs of a breach, policy checks, the audit trail.',
    from: 'now-24h',
    refresh: '1m',
    variables: commonVariables(),
    panels: [...FIGURES.map((spec) => figure(spec, SCOPE)), ...trends(), ...audit(), ...share()],
  });
