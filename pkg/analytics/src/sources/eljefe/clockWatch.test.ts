import { describe, expect, test } from 'vitest';

import { ClockWatch } from './clockWatch';

const NOW = 1_700_000_000_000;
const texts = (watch: ClockWatch): string[] => watch.notices('prod').map(({ text }) => text);

describe('an orchestrator whose clock is off', () => {
  test('two hours ahead, two hours behind: told with how much', () => {
    const watch = new ClockWatch();
    watch.answered(NOW + 7_200_000, { asked: NOW, heard: NOW + 1_000 });
    expect(watch.offsetSeconds).toBe(7_200);
    expect(texts(watch)).toEqual(['Clock of orchestrator prod is 7200 s ahead of this computer’s']);
    watch.answered(NOW - 7_200_000, { asked: NOW, heard: NOW + 1_000 });
    expect(texts(watch)).toEqual(['Clock of orchestrator prod is 7200 s behind this computer’s']);
  });
  test('a few seconds are no news', () => {
    const watch = new ClockWatch();
    watch.answered(NOW + 5_000, { asked: NOW, heard: NOW });
    expect(texts(watch)).toEqual([]);
  });
  test('stamps in the future although the clock is right: the zone is not configured', () => {
    const watch = new ClockWatch();
    watch.answered(NOW, { asked: NOW, heard: NOW });
    watch.started(NOW + 3_600_000, NOW);
    expect(watch.notices('prod')).toMatchObject([
      { text: 'Times of orchestrator prod lie 3600 s in the future', hint: expect.stringContaining('zone') },
    ]);
    watch.started(NOW, NOW + 100);
    expect(texts(watch)).toEqual([]);
  });
});
