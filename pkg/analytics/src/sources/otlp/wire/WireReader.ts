import { InvalidOtlp } from '../records';

import { sharedText } from './sharedText';

/** Deepest nesting of an attribute value: what is deeper is refused before the stack ends. */
export const MAX_VALUE_DEPTH = 32;

const MAX_VARINT_BYTES = 10;
const EXACT_BYTES = 7;

/**
 * Reads protobuf's wire format (varints, fixed64, length-delimited fields) from one buffer. Written by hand because the
 * generic decoders build every message twice and take 2 to 4 times as long on OTLP (bench/otlp-decode.mjs); held equal to
 * protobufjs by property tests. Every read is checked against the end of its message.
 */
export class WireReader {
  pos = 0;

  constructor(readonly buffer: Buffer) {}

  /** A varint of up to 53 bits; larger ones are cut to what a tag or a length can never be. */
  varint(end: number): number {
    // Tags and lengths are nearly always of one byte.
    const first = this.pos < end ? this.buffer[this.pos] : undefined;
    if (first !== undefined && first < 0x80) {
      this.pos += 1;
      return first;
    }
    return this.longVarint(end);
  }

  private longVarint(end: number): number {
    let value = 0;
    let factor = 1;
    for (let read = 0; read < MAX_VARINT_BYTES; read++) {
      const byte = this.byte(end);
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
      factor *= 128;
    }
    throw new InvalidOtlp(`a varint longer than 10 bytes ends at byte ${this.pos}`);
  }

  /**
   * A signed 64-bit varint, as protobuf's int64 is written.
   * @returns a number where it holds it exactly, else a text of digits
   */
  int64(end: number): number | string {
    const start = this.pos;
    let value = 0;
    let factor = 1;
    // Seven bytes hold 49 bits: beyond them only big integers are exact.
    for (let read = 0; read < EXACT_BYTES; read++) {
      const byte = this.byte(end);
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
      factor *= 128;
    }
    this.pos = start;
    const whole = this.bigInt64(end);
    const number = Number(whole);
    return Number.isSafeInteger(number) ? number : whole.toString();
  }

  private bigInt64(end: number): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte(end);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return BigInt.asIntN(64, value);
      }
    }
    throw new InvalidOtlp(`a varint longer than 10 bytes ends at byte ${this.pos}`);
  }

  fixed64(end: number): bigint {
    return this.buffer.readBigUInt64LE(this.take(8, end));
  }

  signedFixed64(end: number): bigint {
    return this.buffer.readBigInt64LE(this.take(8, end));
  }

  double(end: number): number {
    return this.buffer.readDoubleLE(this.take(8, end));
  }

  /** End of a length-delimited field whose length comes next. */
  message(end: number): number {
    const length = this.varint(end);
    const stop = this.pos + length;
    if (stop > end) {
      throw new InvalidOtlp(`a field of ${length} bytes at byte ${this.pos} goes beyond its message`);
    }
    return stop;
  }

  text(end: number): string {
    const stop = this.message(end);
    const text = sharedText(this.buffer, this.pos, stop);
    this.pos = stop;
    return text;
  }

  hex(end: number): string {
    const stop = this.message(end);
    const text = this.buffer.toString('hex', this.pos, stop);
    this.pos = stop;
    return text;
  }

  base64(end: number): string {
    const stop = this.message(end);
    const text = this.buffer.toString('base64', this.pos, stop);
    this.pos = stop;
    return text;
  }

  /** Field number × 8 + wire type. */
  tag(end: number): number {
    const tag = this.varint(end);
    if (tag < 8) {
      throw new InvalidOtlp(`field number 0 at byte ${this.pos}`);
    }
    return tag;
  }

  /** Steps over a field nobody knows. @param tag as read */
  skip(tag: number, end: number): void {
    const wireType = tag % 8;
    if (wireType === 0) {
      this.varint(end);
    } else if (wireType === 1) {
      this.take(8, end);
    } else if (wireType === 2) {
      this.pos = this.message(end);
    } else if (wireType === 5) {
      this.take(4, end);
    } else {
      throw new InvalidOtlp(`wire type ${wireType} at byte ${this.pos} is none OTLP uses`);
    }
  }

  private byte(end: number): number {
    const byte = this.pos < end ? this.buffer[this.pos] : undefined;
    if (byte === undefined) {
      throw new InvalidOtlp(`the message ends in the middle of a field, at byte ${this.pos}`);
    }
    this.pos += 1;
    return byte;
  }

  private take(bytes: number, end: number): number {
    const start = this.pos;
    if (start + bytes > end) {
      throw new InvalidOtlp(`the message ends in the middle of a field, at byte ${start}`);
    }
    this.pos = start + bytes;
    return start;
  }
}

/**
 * Walks the fields of a message.
 * @param field reads the field with this tag (number × 8 + wire type); false: unknown, it is stepped over
 */
export const eachField = (reader: WireReader, end: number, field: (tag: number) => boolean): void => {
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (!field(tag)) {
      reader.skip(tag, end);
    }
  }
};
