import { ProblemError } from './ProblemError';

/**
 * The one thing an id names.
 * @param found every source's thing of that id
 * @throws ProblemError 404 when there is none, 409 naming the orchestrators when several know the id
 */
export const theOnly = <T extends { source: string }>(found: readonly T[], what: string, source?: string): T => {
  const [first, ...others] = found;
  if (!first) {
    const where = source === undefined ? '' : ` of orchestrator ${JSON.stringify(source)}`;
    throw new ProblemError(
      'not-found',
      `No ${what}${where} is known; it may be older than the retention, or not have been heard of yet`
    );
  }
  if (others.length > 0) {
    const names = found.map((one) => one.source);
    throw new ProblemError(
      'ambiguous',
      `Several orchestrators know this ${what}: ${names.join(', ')}; add ?orchestrator=NAME`,
      {
        problems: names.map((name) => ({
          field: 'orchestrator',
          value: 'nothing',
          remedy: `send orchestrator=${encodeURIComponent(name)}`,
        })),
      }
    );
  }
  return first;
};
