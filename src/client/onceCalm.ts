import { asyncScheduler, defer, last, type Observable, repeat, takeWhile, timer } from 'rxjs';

/** A pause without anything new that means: all have spoken. */
export const QUIET_MS = 20;
/** However many come, those who came first wait no longer than this many pauses. */
export const MAX_PAUSES = 6;
/** A timer this late was held up by the page's own work: others had no chance to speak yet. */
const BUSY_FROM_MS = 12;
/** Later than this it was held back by the browser, as in a tab nobody sees. */
const BUSY_TO_MS = 600;

/**
 * Speaks once when nothing new came for a pause in which the page could run. Panels of one refresh ask one by one, with
 * variables, drawing and the browser's own work between them; a fixed time would part them on a busy computer.
 * @param count how much there is by now
 */
export const onceCalm = (count: () => number): Observable<unknown> =>
  defer(() => {
    let held = count();
    let due = asyncScheduler.now() + QUIET_MS;
    const isCalm = (): boolean => {
      const late = asyncScheduler.now() - due;
      const calm = held === count() && (late < BUSY_FROM_MS || late > BUSY_TO_MS);
      held = count();
      due = asyncScheduler.now() + QUIET_MS;
      return calm;
    };
    return timer(QUIET_MS).pipe(
      repeat(MAX_PAUSES),
      takeWhile(() => !isCalm(), true),
      last()
    );
  });
