import { type IncomingMessage, type ServerResponse } from 'node:http';

/** What a handler answers. */
export interface Answer {
  status: number;
  body: string;
  contentType: string;
  headers?: Record<string, string>;
}

export const json = (value: unknown, status = 200): Answer => ({
  status,
  body: JSON.stringify(value),
  contentType: 'application/json; charset=utf-8',
});

export const html = (body: string, status = 200): Answer => ({ status, body, contentType: 'text/html; charset=utf-8' });

export const plain = (body: string, status: number, headers?: Record<string, string>): Answer => ({
  status,
  body,
  contentType: 'text/plain; charset=utf-8',
  headers,
});

/** A handler that fell over, as aiohttp tells it. */
export const serverTrouble = (): Answer => plain('500 Internal Server Error\n\nServer got itself in trouble', 500);

const MAX_BODY_BYTES = 2 ** 20;

/** Body of a request; null when it is larger than the server takes. */
export const bodyOf = async (request: IncomingMessage): Promise<string | null> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    const buffer = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    bytes += buffer.length;
    if (bytes > MAX_BODY_BYTES) {
      return null;
    }
    parts.push(buffer);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** Any origin may ask, with its credentials. */
export const corsHeaders = (request: IncomingMessage): Record<string, string> => {
  const { origin } = request.headers;
  return origin === undefined
    ? {}
    : {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': '*',
      };
};

export const reply = (response: ServerResponse, answer: Answer, cors: Record<string, string>): void => {
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    server: 'Python/3.11 aiohttp/3.8.4',
    ...cors,
    ...answer.headers,
  });
  response.end(answer.body);
};
