export interface ChartLine {
  /** Epoch ms and value; null is a gap. */
  points: Array<readonly [number, number | null]>;
  /** Of the window before, moved onto this one. */
  isFormer: boolean;
}

export interface ChartPlace {
  width: number;
  height: number;
  from: number;
  to: number;
  min: number;
  max: number;
}

/** Least and largest value drawn; 0 belongs to it, so that small changes do not look large. */
export const linesExtent = (lines: readonly ChartLine[]): { min: number; max: number } => {
  const values = lines.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])));
  const max = Math.max(0, ...values);
  const min = Math.min(0, ...values);
  return max === min ? { min, max: min + 1 } : { min, max };
};

const PADDING = 4;

/** An SVG path; a lone point between gaps is a dot. */
export const chartPath = (points: ChartLine['points'], place: ChartPlace): string => {
  const { width, height, from, to, min, max } = place;
  let isOpen = false;
  const parts: string[] = [];
  points.forEach(([at, value], index) => {
    if (value === null) {
      isOpen = false;
      return;
    }
    const x = (PADDING + ((at - from) / Math.max(1, to - from)) * (width - 2 * PADDING)).toFixed(1);
    const y = (height - PADDING - ((value - min) / (max - min)) * (height - 2 * PADDING)).toFixed(1);
    parts.push(`${isOpen ? 'L' : 'M'}${x} ${y}`);
    const next = points[index + 1];
    if (!isOpen && (next === undefined || next[1] === null)) {
      parts.push(`L${x} ${y}`);
    }
    isOpen = true;
  });
  return parts.join('');
};
