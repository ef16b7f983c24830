import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RefusedRequest } from './parseRequest';

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') {
    return request;
  }
  if (encoding !== 'gzip') {
    throw new RefusedRequest(415, 36, `Content-Encoding ${encoding} is not supported`);
  }
  const gunzip = createGunzip();
  request.on('error', (error) => gunzip.destroy(error));
  return request.pipe(gunzip);
}

/** The body as text, at most `maxBytes` of it after decompression. Throws {@link RefusedRequest} (413, 415, 400). */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of decoded(request)) {
      const piece: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += piece.length;
      if (size > maxBytes) {
        throw new RefusedRequest(413, 396, `Request body is larger than ${maxBytes} bytes`);
      }
      chunks.push(piece);
    }
  } catch (error) {
    throw error instanceof RefusedRequest
      ? error
      : new RefusedRequest(400, 27, `Cannot read the request body: ${String(error)}`);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}
