import { Insights } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';

import { type ApiPlugin } from '../api/buildApi';
import { ProblemError } from '../api/ProblemError';
import { addRoute } from '../api/route';
import { BadRequest } from '../queries/errors';
import { type InsightService } from './InsightService';
import { parseWindow } from './parseWindow';

const windowMs = (text: string): number => {
  try {
    return parseWindow(text);
  } catch (error) {
    if (error instanceof BadRequest) {
      const problems = [{ field: 'window', value: text.slice(0, 80), remedy: error.remedy }];
      throw new ProblemError('invalid-request', error.message, { problems });
    }
    throw error;
  }
};

/** `GET /api/v1/insights?window=5m` (P5). */
export const insightRoutes =
  (service: Pick<InsightService, 'insights'>): ApiPlugin =>
  (scope, { config }) => {
    addRoute(scope, {
      method: 'GET',
      url: '/api/v1/insights',
      access: 'read',
      tag: 'questions',
      summary:
        'What is worth knowing of a window: trends, health, opportunities, and insights in words with their evidence',
      query: Type.Object({
        window: Type.Optional(
          Type.String({ maxLength: 20, description: 'how far back, e.g. 5m, 1h, 7d; 5m unless said' })
        ),
      }),
      answers: { 200: { description: 'The insights', schema: Insights } },
      deadlineSeconds: config.limits.queryMaxSeconds,
      handle: ({ query }) => service.insights(windowMs(query.window ?? '5m')),
    });
  };
