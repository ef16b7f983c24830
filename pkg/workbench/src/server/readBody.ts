import type { IncomingMessage } from 'node:http';
import { asRecord, type JsonRecord } from '../shared/json';

const limitBytes = 1_000_000;

/** The JSON object of a request's body. @throws when it is larger than 1 MB or no JSON. */
export async function readBody(request: IncomingMessage): Promise<JsonRecord> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    size += buffer.length;
    if (size > limitBytes) {
      throw new Error('The body is larger than 1 MB.');
    }
    chunks.push(buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : asRecord(JSON.parse(text));
}
