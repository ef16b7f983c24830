import { MAX_PAUSES, onceCalm, QUIET_MS } from './onceCalm';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** What was said by now: the times, in ms from the start, at which it spoke. */
const spokenOf = (count: () => number): number[] => {
  const begun = Date.now();
  const spoken: number[] = [];
  onceCalm(count).subscribe(() => spoken.push(Date.now() - begun));
  return spoken;
};

describe('I1: when all panels of a refresh have asked', () => {
  it('waits one pause when nothing comes after the first', () => {
    const spoken = spokenOf(() => 1);
    jest.advanceTimersByTime(10 * QUIET_MS);
    expect(spoken).toEqual([QUIET_MS]);
  });

  it('waits on while more come, but not for ever', () => {
    let count = 1;
    const coming = setInterval(() => (count += 1), QUIET_MS / 2);
    const spoken = spokenOf(() => count);
    jest.advanceTimersByTime(20 * QUIET_MS);
    clearInterval(coming);
    expect(spoken).toEqual([MAX_PAUSES * QUIET_MS]);
  });

  it('gives others one more pause after the page was busy, since they could not ask meanwhile', () => {
    const spoken = spokenOf(() => 1);
    jest.setSystemTime(Date.now() + 300);
    jest.advanceTimersByTime(QUIET_MS);
    expect(spoken).toEqual([]);
    jest.advanceTimersByTime(QUIET_MS);
    expect(spoken).toHaveLength(1);
  });

  it('does not mistake a tab nobody sees, whose timers run once a second, for a busy page', () => {
    const spoken = spokenOf(() => 1);
    jest.setSystemTime(Date.now() + 1_000);
    jest.advanceTimersByTime(QUIET_MS);
    expect(spoken).toHaveLength(1);
  });
});
