import { shown } from '@eljefe/contract';

/** A question that cannot be answered as asked: names the field, its value and the remedy. */
export class BadRequest extends Error {
  constructor(
    readonly field: string,
    readonly value: unknown,
    readonly remedy: string
  ) {
    super(`${field}: found ${shown(value)}; ${remedy}`);
  }
}
