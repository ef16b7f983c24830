import { ageText } from './ageText';
import { durationText } from './durationText';
import { someOf } from './someOf';

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [0.9, '900 ms'],
    [0.0004, '1 ms'],
    [59.9, '59 s'],
    [60, '1 min'],
    [185, '3 min 5 s'],
    [3_599, '59 min 59 s'],
    [3_600, '1 h'],
    [7_440, '2 h 4 min'],
    [86_400, '1 d'],
    [266_400, '3 d 2 h'],
    [-5, '0 s'],
    [Number.NaN, '0 s'],
  ])('says %p seconds as %p', (seconds, expected) => {
    expect(durationText(seconds)).toBe(expected);
  });
});

describe('ageText', () => {
  it.each([
    [3.7, '3 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h'],
    [86_399, '23 h'],
    [86_400, '1 d'],
    [-7_200, '0 s'],
  ])('says an age of %p seconds as %p', (seconds, expected) => {
    expect(ageText(seconds)).toBe(expected);
  });
});

describe('someOf', () => {
  it.each([
    [['a', 'b'], 2, 'a, b'],
    [['a', 'b', 'c'], 2, 'a, b and 1 more'],
    [[], 2, ''],
  ])('names %p, at most %p', (names, most, expected) => {
    expect(someOf(names, most)).toBe(expected);
  });
});
