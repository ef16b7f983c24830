import { type Query, type QueryAnswer } from '@eljefe/contract';

import { type EpochRange } from '../../core/query/alignRange';
import { useService } from './ServiceContext';
import { type Observed, useObserved } from './useObserved';

export type Asked = Observed<ReadonlyMap<string, QueryAnswer>>;

/**
 * Asks a page's questions, again with each new range and turn. Old answers to the same questions stay while new ones
 * are on their way, so that a refresh does not flicker.
 * @param turn grows with each refresh
 */
export const useAnswers = (queries: readonly Query[], range: EpochRange, turn = 0): Asked => {
  const service = useService();
  return useObserved({
    key: `${service.uid} ${JSON.stringify(queries)}`,
    moment: `${range.from} ${range.to} ${turn}`,
    ask: () => service.ask(queries, range),
  });
};
