import { Feedback, parse } from '@eljefe/contract';
import fc from 'fast-check';

import { draftProblem, EMPTY_DRAFT, scoreOf, toFeedback } from './feedback';

describe('D4: feedback', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    [' 0,85 ', 0.85],
    ['1.01', null],
    ['-0.1', null],
    ['', null],
    ['good', null],
  ])('reads the score %p as %p', (text, score) => {
    expect(scoreOf(text)).toBe(score);
  });

  it.each([
    [{}, 'nothing'],
    [{ comment: '  ' }, 'nothing'],
    [{ quality: '7' }, 'quality'],
    [{ rating: 3, quality: 'x' }, 'quality'],
    [{ rating: 3 }, null],
    [{ revision: true }, null],
    [{ comment: 'Fine' }, null],
  ])('holds %p back for %p', (over, problem) => {
    expect(draftProblem({ ...EMPTY_DRAFT, ...over })).toBe(problem);
  });

  it('always sends what the service takes, and never a value nobody gave', () => {
    fc.assert(
      fc.property(
        fc.record({
          rating: fc.option(fc.integer({ min: 1, max: 5 })),
          quality: fc.constantFrom('', '0.5', 'x'),
          revision: fc.boolean(),
          comment: fc.string({ maxLength: 200 }),
        }),
        (draft) => {
          const sent = toFeedback(draft, { jobId: 'j', source: 's' }, 'id-1');
          expect(parse(Feedback, sent).ok).toBe(true);
          expect('rating' in sent).toBe(draft.rating !== null);
          expect('quality_score' in sent).toBe(draft.quality === '0.5');
        }
      )
    );
  });
});
