import { request } from 'node:http';
import type { Address } from './messages';

/** Asks the child for one query through the engine. False when it fails or takes longer than `deadlineMs`. */
export function checkReady(address: Address, password: string, deadlineMs: number): Promise<boolean> {
  const where =
    'socketPath' in address ? { socketPath: address.socketPath } : { host: '127.0.0.1', port: address.port };
  return new Promise((resolve) => {
    const asked = request({ ...where, path: '/ready', auth: `default:${password}`, agent: false }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode === 200));
      response.once('error', () => resolve(false));
    });
    asked.once('error', () => resolve(false));
    asked.setTimeout(deadlineMs, () => asked.destroy());
    asked.end();
  });
}
