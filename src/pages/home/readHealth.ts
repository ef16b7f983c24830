import { type Frame } from '@eljefe/contract';

export interface HomeHealth {
  /** 0 to 100. */
  score: number;
  /** Each part that is known, in the service's words. */
  parts: string[];
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/**
 * The health score beside the insights' rows, with what it is made of; null where the service gives none, and where too
 * little work was done to judge it.
 */
export const readHealth = (frame: Frame | undefined): HomeHealth | null => {
  const health = recordOf(recordOf(frame?.meta).health);
  const parts = Array.isArray(health.parts) ? health.parts.map(recordOf) : [];
  const isJudged = parts.some(({ name, attainment }) => name === 'success' && typeof attainment === 'number');
  return typeof health.score !== 'number' || !isJudged
    ? null
    : {
        score: health.score,
        parts: parts.flatMap(({ attainment, text }) =>
          typeof attainment === 'number' && typeof text === 'string' ? [text] : []
        ),
      };
};
