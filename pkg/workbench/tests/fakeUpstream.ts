import http, { type IncomingMessage, type ServerResponse } from 'node:http';

export interface FakeUpstream {
  url: string;
  /** What it was asked, in order. */
  seen: Array<{ method: string; path: string; headers: http.IncomingHttpHeaders; body: string }>;
  close: () => Promise<void>;
}

/** A real server on loopback that records what reaches it and answers as `answer` says (200 and `{}` by default). */
export async function startUpstream(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end('{}')
): Promise<FakeUpstream> {
  const seen: FakeUpstream['seen'] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
