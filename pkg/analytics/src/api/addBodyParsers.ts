import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type Readable } from 'node:stream';

import { type Config } from '../config/schema';
import { ProblemError } from './ProblemError';
import { readBody } from './readBody';
import { readJson, readJsonLines } from './readJson';

/** A request's whole body, unpacked and bounded; for content types a plugin parses itself. */
export const readRequestBody = (request: FastifyRequest, stream: Readable, limitBytes: number): Promise<Buffer> =>
  readBody(stream, {
    limitBytes,
    encoding: request.headers['content-encoding'],
    length: request.headers['content-length'],
  });

const refuseOtherCharset = (request: FastifyRequest): void => {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new ProblemError(
      'unsupported-media',
      `Character set ${JSON.stringify(charset.slice(0, 40))} is not taken; send UTF-8`
    );
  }
};

/** JSON and newline-delimited JSON, bounded in size and depth. Everything else is a 415. */
export const addBodyParsers = (
  app: FastifyInstance,
  limits: Pick<Config['limits'], 'bodyBytes' | 'jsonDepth'>
): void => {
  const parser =
    (read: (bytes: Buffer, depth: number) => unknown) =>
    async (request: FastifyRequest, stream: Readable): Promise<unknown> => {
      refuseOtherCharset(request);
      return read(await readRequestBody(request, stream, limits.bodyBytes), limits.jsonDepth);
    };
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', parser(readJson));
  app.addContentTypeParser(['application/x-ndjson', 'application/jsonl'], parser(readJsonLines));
};
