import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { idStamp, parseOffset, parsePythonIso, pythonIso } from './pythonTime';

const AT = Date.UTC(2025, 10, 23, 23, 21, 55, 957);

describe('D1: zoneless stamps', () => {
  it('prints local time with microseconds and no zone', () => {
    expect(pythonIso(AT + 0.467, 0)).toBe('2025-11-23T23:21:55.957467');
    expect(pythonIso(AT, 90)).toBe('2025-11-24T00:51:55.957000');
    expect(pythonIso(AT, -330)).toBe('2025-11-23T17:51:55.957000');
  });

  it('prints no fraction on a whole second, as Python does', () => {
    expect(pythonIso(AT - 957, 0)).toBe('2025-11-23T23:21:55');
  });

  it('puts the local time into ids', () => {
    expect(idStamp(AT, 60)).toBe('20251124_002155');
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (epochMs) => parsePythonIso(pythonIso(epochMs, 0)) === epochMs)
    );
  });

  it.each([
    ['+02:00', 120],
    ['-05:30', -330],
    ['Z', 0],
    ['UTC', 0],
    ['2', null],
    ['+2:00', null],
  ])('reads the offset %s as %s', (text, minutes) => {
    expect(parseOffset(text)).toBe(minutes);
  });
});
