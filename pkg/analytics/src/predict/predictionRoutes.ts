import { PREDICTION_KINDS, Predictions } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';

import { type ApiPlugin } from '../api/buildApi';
import { addRoute } from '../api/route';
import { type PredictionService } from './PredictionService';

/** `GET /api/v1/predictions` (P1–P3). */
export const predictionRoutes =
  (service: Pick<PredictionService, 'predictions'>): ApiPlugin =>
  (scope, { config }) => {
    addRoute(scope, {
      method: 'GET',
      url: '/api/v1/predictions',
      access: 'read',
      tag: 'questions',
      summary:
        'What is likely to come: failures and remaining times of what runs, bottlenecks, costs; each with interval, count and what to do',
      query: Type.Object({
        kind: Type.Optional(
          Type.Union(
            PREDICTION_KINDS.map((kind) => Type.Literal(kind)),
            { description: 'only of this kind' }
          )
        ),
      }),
      answers: { 200: { description: 'The predictions', schema: Predictions } },
      deadlineSeconds: config.limits.queryMaxSeconds,
      handle: async ({ query }) => {
        const answer = await service.predictions();
        return query.kind === undefined
          ? answer
          : { ...answer, items: answer.items.filter(({ kind }) => kind === query.kind) };
      },
    });
  };
