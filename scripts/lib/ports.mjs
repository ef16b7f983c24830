import { createServer } from 'node:net';

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/** The wanted port, or the next free one above it. */
export const freePort = async (wanted) => {
  for (let port = wanted; port < wanted + 200; port += 1) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`no free port from ${wanted} to ${wanted + 199}`);
};
