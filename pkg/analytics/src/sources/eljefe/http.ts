import { request } from 'undici';

import { shown } from '@eljefe/contract';

/** Reads of one orchestrator over HTTP: bounded in time and size, every failure a sentence. */
export interface HttpReaderOptions {
  url: string;
  token: string | null;
  timeoutMs: number;
  maxBytes: number;
}

export interface HttpAnswer {
  status: number;
  body: unknown;
  /** The orchestrator's clock as its `Date` header tells it, epoch ms; null when it tells none. */
  serverTime: number | null;
  /** Length of the body, characters: for JSON nearly its bytes. */
  size: number;
}

export class HttpReadError extends Error {}

const headersOf = (token: string | null): Record<string, string> =>
  token === null ? { accept: 'application/json' } : { accept: 'application/json', authorization: `Bearer ${token}` };

const readBounded = async (
  body: AsyncIterable<Buffer>,
  { maxBytes, url }: { maxBytes: number; url: string }
): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new HttpReadError(`${url}: answer is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const explain = (status: number, url: string): string => {
  if (status === 401 || status === 403) {
    return `${url} answered ${status}: give this orchestrator's token (the dashboard's password)`;
  }
  return `${url} answered ${status}`;
};

const parseBody = (text: string, url: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpReadError(`${url} answered no JSON (${shown(text)}): is this an El Jefe orchestrator?`);
  }
};

const causeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : null;
  if (code === 'ECONNREFUSED') {
    return 'connection refused: is it running, and is the port right?';
  }
  if (code === 'ENOTFOUND') {
    return 'host not found: check the url';
  }
  if (error instanceof Error && (error.name === 'TimeoutError' || /timeout/i.test(error.name))) {
    return 'no answer in time';
  }
  return error instanceof Error ? error.message || error.name : String(error);
};

/**
 * GET of one path.
 * @throws HttpReadError with a sentence naming the address and the remedy
 */
export const readJson = async (path: string, options: HttpReaderOptions, signal: AbortSignal): Promise<HttpAnswer> => {
  const url = `${options.url.replace(/\/+$/, '')}${path}`;
  try {
    const answer = await request(url, {
      headers: headersOf(options.token),
      signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]),
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
    });
    const text = await readBounded(answer.body, { maxBytes: options.maxBytes, url });
    const date = answer.headers['date'];
    const serverTime = typeof date === 'string' ? Date.parse(date) : NaN;
    if (answer.statusCode !== 200) {
      throw new HttpReadError(explain(answer.statusCode, url));
    }
    return {
      status: answer.statusCode,
      body: parseBody(text, url),
      size: text.length,
      serverTime: Number.isNaN(serverTime) ? null : serverTime,
    };
  } catch (error) {
    throw error instanceof HttpReadError ? error : new HttpReadError(`${url}: ${causeOf(error)}`);
  }
};
