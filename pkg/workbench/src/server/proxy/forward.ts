import http, { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import https from 'node:https';

export interface ForwardTarget {
  origin: URL;
  /** Raw path with query, as it is to be sent. */
  path: string;
  headers: OutgoingHttpHeaders;
  /** Wait for the answer's headers, in milliseconds; a body may stream on for as long as it likes. */
  headerTimeoutMs: number;
  /** Answers 400 with a text where the upstream says 401, as the data source proxy does. */
  hideUnauthorized: boolean;
}

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
]);

/** Sends the request on and streams the answer back; closing one side closes the other. */
export function forward(request: IncomingMessage, response: ServerResponse, target: ForwardTarget): void {
  const send = target.origin.protocol === 'https:' ? https.request : http.request;
  const upstream = send({
    protocol: target.origin.protocol,
    hostname: target.origin.hostname.replace(/^\[|\]$/g, ''),
    port: target.origin.port,
    path: target.path,
    method: request.method,
    headers: target.headers,
    agent: false,
  });
  const timer = setTimeout(() => upstream.destroy(new Error('no answer in time')), target.headerTimeoutMs);
  upstream.on('response', (answer) => {
    clearTimeout(timer);
    sendAnswer(answer, response, target.hideUnauthorized);
  });
  upstream.on('error', (error) => {
    clearTimeout(timer);
    failWith502(response, error);
  });
  response.on('close', () => {
    clearTimeout(timer);
    upstream.destroy();
  });
  request.pipe(upstream);
}

function sendAnswer(answer: IncomingMessage, response: ServerResponse, hideUnauthorized: boolean): void {
  if (hideUnauthorized && answer.statusCode === 401) {
    answer.resume();
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('Authentication to data source failed');
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, {
    ...withoutHopByHop(answer.headers),
    'content-security-policy': 'sandbox',
    via: '1.1 workbench',
  });
  response.flushHeaders();
  answer.on('data', (chunk) => {
    if (!response.write(chunk)) {
      answer.pause();
      response.once('drain', () => answer.resume());
    }
  });
  answer.on('end', () => response.end());
  answer.on('error', () => response.destroy());
}

function withoutHopByHop(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name) && name !== 'set-cookie'));
}

function failWith502(response: ServerResponse, error: Error): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(502, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message: `Bad gateway: ${error.message}` }));
}
