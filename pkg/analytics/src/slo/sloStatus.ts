import { type SloConfig } from '@eljefe/contract';
import { BURN_RULES, burnOf, type Burn, type Tally } from './burnRate';

/** How an objective stands. Values are null while nothing of it happened. */
export interface SloStatus {
  slo: SloConfig;
  total: number;
  bad: number;
  /** Share that was good, 0..1. */
  attainment: number | null;
  met: boolean | null;
  /** 1 − errors / errors allowed; below 0 when overspent. */
  budgetRemaining: number | null;
  burns: Burn[];
}

const DAY = 86_400;

/** @param at events of the last so many seconds */
export const sloStatus = (slo: SloConfig, at: (seconds: number) => Tally): SloStatus => {
  const { total, bad } = at(slo.windowDays * DAY);
  const attainment = total === 0 ? null : 1 - bad / total;
  return {
    slo,
    total,
    bad,
    attainment,
    met: attainment === null ? null : attainment >= slo.target,
    budgetRemaining: total === 0 ? null : 1 - bad / (total * (1 - slo.target)),
    burns: BURN_RULES.map((rule) => burnOf(rule, slo.target, at)),
  };
};
