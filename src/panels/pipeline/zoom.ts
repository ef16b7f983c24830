/** Scales that the buttons step through. */
const STEPS = [0.25, 0.4, 0.6, 0.8, 1, 1.25, 1.6] as const;
export const MIN_SCALE = STEPS[0];
export const MAX_SCALE = 1.6;
/** Smaller than this nothing can be read; a larger picture is scrolled instead. */
const READABLE = 0.75;

/** @returns the next larger or smaller scale of the buttons */
export const zoomStep = (scale: number, larger: boolean): number =>
  larger
    ? (STEPS.find((step) => step > scale + 0.001) ?? MAX_SCALE)
    : ([...STEPS].reverse().find((step) => step < scale - 0.001) ?? MIN_SCALE);

interface Size {
  width: number;
  height: number;
}

/** @returns the scale at which all fits, between the smallest and 1 */
export const fitScale = (content: Size, view: Size): number =>
  Math.max(MIN_SCALE, Math.min(1, view.width / Math.max(1, content.width), view.height / Math.max(1, content.height)));

/** @returns the scale to begin with: all in sight while it can be read */
export const firstScale = (content: Size, view: Size): number => Math.max(READABLE, fitScale(content, view));
