import { shown, type Problem } from '@eljefe/contract';

/** A question that cannot be answered as asked: names the field, its value and the remedy. */
export class BadRequest extends Error {
  constructor(
    readonly field: string,
    readonly value: unknown,
    readonly remedy: string
  ) {
    super(`${field}: found ${shown(value)}; ${remedy}`);
  }

  /** As it is answered, be it for one question or for a whole request. */
  get problem(): Problem {
    return {
      type: 'about:blank',
      title: 'The question cannot be answered as asked',
      status: 400,
      detail: this.message,
      problems: [{ field: this.field, value: String(this.value).slice(0, 80), remedy: this.remedy }],
    };
  }
}
