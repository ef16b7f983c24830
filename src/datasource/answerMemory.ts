import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

interface Remembered {
  frames: DataFrame[];
  at: number;
}

const MAX_ANSWERS = 200;

/** Last good answer to each question, shown with its time when the service does not answer: old data beats none. */
export class AnswerMemory {
  private readonly answers = new Map<string, Remembered>();

  keep(question: string, frames: DataFrame[], at: number): void {
    this.answers.delete(question);
    this.answers.set(question, { frames, at });
    const oldest = this.answers.keys().next();
    if (this.answers.size > MAX_ANSWERS && !oldest.done) {
      this.answers.delete(oldest.value);
    }
  }

  /** @returns the frames, the first with a notice that says how old they are; none when nothing is remembered */
  recall(question: string, describe: (at: number) => string): DataFrame[] {
    const held = this.answers.get(question);
    if (!held) {
      return [];
    }
    const notice: QueryResultMetaNotice = { severity: 'warning', text: describe(held.at) };
    return held.frames.map((frame, index) =>
      index > 0 ? frame : { ...frame, meta: { ...frame.meta, notices: [notice, ...(frame.meta?.notices ?? [])] } }
    );
  }
}
