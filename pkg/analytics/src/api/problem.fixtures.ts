import { parse, Problem } from '@eljefe/contract';
import { expect } from 'vitest';

/** Expects a problem document of this status, and gives it. */
export const expectProblem = (
  answer: { statusCode: number; headers: Record<string, unknown>; json: () => unknown },
  status: number
): Problem => {
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const parsed = parse(Problem, answer.json());
  expect(parsed).toMatchObject({ ok: true, value: { status } });
  return parsed.ok ? parsed.value : expect.fail('no problem document');
};
