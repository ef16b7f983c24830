import { createServer, type IncomingMessage, type Server } from 'node:http';

export interface TestServer {
  url: string;
  /** host:port */
  address: string;
  stop: () => Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
};

const close = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

/** An HTTP server on a free loopback port; `answer` gets path and body and gives the text to answer with. */
export const startHttpServer = (answer: (path: string, body: string) => string): Promise<TestServer> =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        response.setHeader('content-type', 'text/plain; version=0.0.4');
        response.end(answer(request.url ?? '/', body));
      });
    });
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') {
        reject(new Error('no port'));
        return;
      }
      const address = `127.0.0.1:${bound.port}`;
      resolve({ url: `http://${address}`, address, stop: () => close(server) });
    });
  });
