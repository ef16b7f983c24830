import { type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { ProblemError } from './ProblemError';

const unpack = promisify(gunzip);

/** What is read and thrown away of a body that is too large, so that the client still hears why. */
const DISCARD_BYTES = 128 * 1_048_576;

export interface BodyOptions {
  limitBytes: number;
  /** Content-Encoding header. */
  encoding: string | undefined;
  /** Content-Length header. */
  length: string | undefined;
}

const tooLarge = (limitBytes: number): ProblemError =>
  new ProblemError(
    'too-large',
    `The body is larger than ${limitBytes} bytes, unpacked (limits.bodyBytes); send smaller batches`
  );

const discard = async (stream: Readable): Promise<void> => {
  let thrownAway = 0;
  try {
    for await (const chunk of stream) {
      thrownAway += Buffer.isBuffer(chunk) ? chunk.length : 0;
      if (thrownAway > DISCARD_BYTES) {
        return;
      }
    }
  } catch {
    // The client went away in the middle: there is nobody left to answer.
  }
};

const collect = async (stream: Readable, limitBytes: number): Promise<Buffer | null> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += buffer.length;
    if (bytes > limitBytes) {
      return null;
    }
    chunks.push(buffer);
  }
  return chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks, bytes);
};

const unzip = async (packed: Buffer, limitBytes: number): Promise<Buffer> => {
  try {
    return await unpack(packed, { maxOutputLength: limitBytes });
  } catch (error) {
    if (error instanceof RangeError) {
      throw tooLarge(limitBytes);
    }
    throw new ProblemError('invalid-body', 'The body is not whole gzip data although Content-Encoding says gzip');
  }
};

/**
 * Reads a request body into memory, never more than the limit, neither packed nor unpacked (gzip bombs).
 * @throws ProblemError 413 too large, 415 unknown encoding, 400 broken gzip or cut off
 */
export const readBody = async (stream: Readable, { limitBytes, encoding, length }: BodyOptions): Promise<Buffer> => {
  const packing = (encoding ?? 'identity').trim().toLowerCase();
  if (packing !== 'identity' && packing !== 'gzip') {
    throw new ProblemError(
      'unsupported-media',
      `Content-Encoding ${JSON.stringify(packing.slice(0, 40))} is not taken; send gzip or none`,
      {
        headers: { 'accept-encoding': 'gzip' },
      }
    );
  }
  const announced = Number(length ?? 0);
  if (announced > limitBytes) {
    if (announced <= DISCARD_BYTES) {
      await discard(stream);
    }
    throw tooLarge(limitBytes);
  }
  const raw = await collect(stream, limitBytes).catch(() => {
    throw new ProblemError('invalid-body', 'The body ended before it was whole');
  });
  if (raw === null) {
    await discard(stream);
    throw tooLarge(limitBytes);
  }
  return packing === 'gzip' ? unzip(raw, limitBytes) : raw;
};
