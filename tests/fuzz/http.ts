import { type FuzzInput } from './input';
import { type Random } from './random';

const REQUESTS: ReadonlyArray<readonly [string, (random: Random) => Buffer]> = [
  ['http nonsense', (random) => random.bytes(1 + random.below(300))],
  [
    'http huge header',
    () => Buffer.from(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`),
  ],
  [
    'http wrong length',
    () =>
      Buffer.from(
        'POST /v1/traces HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}'
      ),
  ],
  [
    'http two lengths',
    () =>
      Buffer.from(
        'POST /v1/traces HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}'
      ),
  ],
  [
    'http bad chunk',
    () =>
      Buffer.from(
        'POST /v1/logs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'
      ),
  ],
  ['http wrong host', () => Buffer.from('GET /api/v1/state HTTP/1.1\r\nHost: evil.example\r\n\r\n')],
  [
    'http odd path',
    (random) =>
      Buffer.from(`GET /api/v1/jobs/%2e%2e%2f${'%'.repeat(1 + random.below(9))} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`),
  ],
  ['http odd method', () => Buffer.from('BREW /v1/traces HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')],
];

/** What is no request at all, or only half of one; no record of it can ever be stored. */
export const httpInput = (random: Random): FuzzInput => {
  const [kind, make] = REQUESTS[random.below(REQUESTS.length)] ?? ['http nonsense', () => Buffer.from('x')];
  return { kind, path: '', headers: {}, body: Buffer.alloc(0), raw: make(random), records: 0 };
};
