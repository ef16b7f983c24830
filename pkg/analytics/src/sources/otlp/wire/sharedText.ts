/** Longest text that is shared, bytes: keys, names and models are shorter. */
const MAX_BYTES = 48;
const SLOTS = 4_096;

/** The bytes of the text in each slot, one slot after the other. */
const held = new Uint8Array(SLOTS * MAX_BYTES);
const lengths = new Uint8Array(SLOTS);
const texts = new Array<string>(SLOTS).fill('');

const slotOf = (buffer: Buffer, from: number, to: number): number => {
  let hash = to - from;
  for (let at = from; at < to; at++) {
    hash = (Math.imul(hash, 31) + (buffer[at] ?? 0)) | 0;
  }
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
};

const isHeld = (slot: number, buffer: Buffer, from: number): boolean => {
  const start = slot * MAX_BYTES;
  const length = lengths[slot] ?? 0;
  for (let at = 0; at < length; at++) {
    if (held[start + at] !== buffer[from + at]) {
      return false;
    }
  }
  return true;
};

const hold = (slot: number, text: string, { buffer, from, to }: { buffer: Buffer; from: number; to: number }): void => {
  for (let at = from, into = slot * MAX_BYTES; at < to; at++, into++) {
    held[into] = buffer[at] ?? 0;
  }
  lengths[slot] = to - from;
  texts[slot] = text;
};

/**
 * UTF-8 as text. The same keys and most of their values come with every span: a text that came before is the very same string,
 * so that nothing is decoded, copied or hashed anew. Each slot holds the text that came to it last; what is compared are bytes,
 * so the answer is the same whatever came before.
 */
export const sharedText = (buffer: Buffer, from: number, to: number): string => {
  const length = to - from;
  if (length === 0) {
    return '';
  }
  if (length > MAX_BYTES) {
    return buffer.toString('utf8', from, to);
  }
  const slot = slotOf(buffer, from, to);
  if (lengths[slot] === length && isHeld(slot, buffer, from)) {
    return texts[slot] ?? '';
  }
  const text = buffer.toString('utf8', from, to);
  hold(slot, text, { buffer, from, to });
  return text;
};
