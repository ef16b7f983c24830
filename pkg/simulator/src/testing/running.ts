import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import { createSimulator, type Simulator, type SimulatorStart } from '../createSimulator';
import { type SimulatorOptions } from '../options';

export interface Running extends SimulatorStart {
  simulator: Simulator;
}

/** A simulator on a free port that ends with the test. */
export const running = async (options: Partial<SimulatorOptions> = {}): Promise<Running> => {
  const simulator = createSimulator({ port: 0, speed: 20, resourceDelayMs: 5, stateFileEveryMs: 50, ...options });
  const started = await simulator.start();
  onTestFinished(() => simulator.stop());
  return { simulator, ...started };
};

export type Message = Record<string, unknown>;

export interface Client {
  socket: WebSocket;
  /** Everything received, in order: objects, or the text where it is no JSON object. */
  received: Array<Message | string>;
  messages(): Message[];
  closed: Promise<number>;
}

const read = (text: string): Message | string => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : text;
  } catch {
    return text;
  }
};

/** A WebSocket client that notes what it hears; rejects with the HTTP status when it is refused. */
export const connect = async (port: number, headers: Record<string, string> = {}): Promise<Client> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers, maxPayload: 64 * 2 ** 20 });
  const received: Array<Message | string> = [];
  socket.on('message', (data) => received.push(read(data.toString())));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  onTestFinished(() => socket.terminate());
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode ?? 0}`)));
    socket.on('error', reject);
  });
  const messages = (): Message[] => received.filter((item): item is Message => typeof item !== 'string');
  return { socket, received, messages, closed };
};

const DEADLINE_MS = 15_000;

/** Polls until something is there. */
export const eventually = async <T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>
): Promise<T> => {
  const until = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) {
      return found;
    }
    if (Date.now() > until) {
      throw new Error(`nothing came within ${DEADLINE_MS} ms: ${look.toString()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export interface Got {
  status: number;
  type: string;
  body: Message;
  text: string;
  headers: Headers;
}

/** One HTTP request; `body` is empty when the answer is no JSON object. */
export const ask = async (url: string, path: string, init: RequestInit = {}): Promise<Got> => {
  const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init });
  const text = await response.text();
  const value = read(text);
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text,
    body: typeof value === 'string' ? {} : value,
    headers: response.headers,
  };
};

export const post = (url: string, path: string, body: unknown): Promise<Got> =>
  ask(url, path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

export const objectAt = (message: Message | undefined, key: string): Message => {
  const value = message?.[key];
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
};
