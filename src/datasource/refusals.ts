import { type DataQueryError } from '@grafana/data';

import { notConfigured } from '../core/problem/explainFailure';
import { type ElJefeQuery } from '../core/query/query.types';

/** Why a question cannot be asked where only an orchestrator is set. */
export const needsAnalytics = ({ refId, kind }: ElJefeQuery): DataQueryError => ({
  refId,
  message: `${notConfigured('analytics').text} “${kind}” needs the analytics service; only live state can come from the orchestrator. ${notConfigured('analytics').remedy}`,
});

/** Why filters of the dashboard cannot be used. */
export const refusedFilters = ({ refId }: ElJefeQuery, refused: readonly string[]): DataQueryError => ({
  refId,
  message: `Filters compare words, not sizes. Remove: ${refused.join('; ')}.`,
});
