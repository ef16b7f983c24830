import { setTimeout as sleep } from 'node:timers/promises';

export interface Target {
  url: string;
  headers?: Record<string, string>;
  /** Spans that can be read now. */
  count: () => Promise<number>;
}

const BACK_OFF_MS = 50;

const ask = async (target: Target, body: Buffer): Promise<Response | null> => {
  try {
    return await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf', ...target.headers },
      body: new Uint8Array(body),
    });
  } catch {
    // The server closed an idle connection as we took it up: exporters send again, so do we.
    return null;
  }
};

const post = async (target: Target, body: Buffer): Promise<void> => {
  for (;;) {
    const answer = await ask(target, body);
    await answer?.arrayBuffer();
    if (answer?.ok) {
      return;
    }
    if (answer !== null && answer.status !== 429 && answer.status !== 503) {
      throw new Error(`${target.url} answered ${answer.status}`);
    }
    await sleep(BACK_OFF_MS);
  }
};

/**
 * Sends all batches over a few connections and waits until all of their spans can be read.
 * @returns spans per second, from the first byte sent to the last span readable
 */
export const measure = async (
  target: Target,
  batches: readonly Buffer[],
  { spansEach, connections, deadlineMs }: { spansEach: number; connections: number; deadlineMs: number }
): Promise<number> => {
  const before = await target.count();
  const wanted = before + batches.length * spansEach;
  const queue = [...batches];
  const started = performance.now();
  const worker = async (): Promise<void> => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
      await post(target, batch);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  let readable = await target.count();
  while (readable < wanted) {
    if (performance.now() - started > deadlineMs) {
      throw new Error(
        `only ${readable - before} of ${wanted - before} spans can be read after ${Math.round(deadlineMs / 1_000)} s`
      );
    }
    await sleep(20);
    readable = await target.count();
  }
  return (batches.length * spansEach * 1_000) / (performance.now() - started);
};
