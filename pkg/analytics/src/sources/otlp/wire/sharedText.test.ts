import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sharedText } from './sharedText';

describe('D3: texts that come again and again', () => {
  it('D3: any bytes are the text they always are, whatever came before', () => {
    const few = fc.constantFrom('gen_ai.usage.input_tokens', 'gpt-4o', 'ä', '🙂', '').map((text) => Buffer.from(text));
    const any = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.array(fc.oneof(few, any), { maxLength: 40 }), (pieces) => {
        const whole = Buffer.concat(pieces);
        let from = 0;
        for (const piece of pieces) {
          expect(sharedText(whole, from, from + piece.length)).toBe(piece.toString('utf8'));
          from += piece.length;
        }
      }),
      { numRuns: 500 }
    );
  });

  it('D3: a buffer that is used again for other bytes changes no text that was read before', () => {
    const buffer = Buffer.from('model-a');
    const first = sharedText(buffer, 0, 7);
    buffer.write('model-b');
    expect([first, sharedText(buffer, 0, 7)]).toEqual(['model-a', 'model-b']);
  });
});
