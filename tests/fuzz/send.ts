import { Agent, request } from 'node:http';
import { connect } from 'node:net';

import { type FuzzInput } from './input';

const TIMEOUT_MS = 20_000;
const RAW_WAIT_MS = 300;

/** What came back: a status, or that the connection was closed. */
export type Answer = { status: number; body: Buffer } | { closed: true };

const sendRaw = (port: number, bytes: Buffer): Promise<Answer> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (): void => {
      socket.destroy();
      resolve({ closed: true });
    };
    socket.setTimeout(RAW_WAIT_MS, done);
    socket.on('error', done);
    socket.on('close', done);
    socket.on('data', done);
    socket.on('connect', () => socket.write(bytes));
  });

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends one input. @returns its answer; rejects only when the service cannot be reached at all */
export const send = (port: number, input: FuzzInput): Promise<Answer> => {
  if (input.raw) {
    return sendRaw(port, input.raw);
  }
  return new Promise((resolve, reject) => {
    const call = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: input.path,
      headers: { ...input.headers, 'content-length': input.body.length },
      agent,
      timeout: TIMEOUT_MS,
    });
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      response.on('error', () => resolve({ closed: true }));
    });
    call.on('timeout', () => call.destroy(new Error(`no answer within ${TIMEOUT_MS} ms: ${input.kind}`)));
    call.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? reject(error) : resolve({ closed: true })
    );
    call.end(input.body);
  });
};
