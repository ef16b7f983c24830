import { createHash } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Value of the cookie `dashboard_session` after a login: the first half of the password's hash, cut to 16 characters. */
export const sessionCookie = (password: string): string => sha256(password).slice(0, 16);

const OPEN_PATHS = new Set(['/login', '/static/', '/favicon.ico']);

const cookieOf = (request: IncomingMessage, name: string): string | null => {
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((item) => item.startsWith(`${name}=`));
  return pair === undefined ? null : decodeURIComponent(pair.slice(name.length + 1));
};

/** May this request pass? `/api/*` needs nothing; everything else, `/ws` too, the cookie or the password as a bearer token. A wrong cookie is not made up for by a right token. */
export const mayPass = (request: IncomingMessage, path: string, password: string | undefined): boolean => {
  if (password === undefined || OPEN_PATHS.has(path) || path.startsWith('/api/')) {
    return true;
  }
  const cookie = cookieOf(request, 'dashboard_session');
  if (cookie) {
    return cookie === sessionCookie(password);
  }
  const header = request.headers.authorization ?? '';
  return header.startsWith('Bearer ') && sha256(header.slice(7)) === sha256(password);
};

export const UNAUTHORISED_PAGE =
  '<html><body><h1>Authentication Required</h1><p><a href="/login">Log in</a> to see the dashboard.</p></body></html>';
export const LOGIN_PAGE =
  '<!DOCTYPE html><html><body><form method="post"><input type="password" name="password"><button type="submit">Login</button></form></body></html>';
export const LOGIN_FAILED_PAGE =
  '<!DOCTYPE html><html><body><h1>Login Failed</h1><p><a href="/login">Try again</a></p></body></html>';
export const INDEX_PAGE =
  '<!DOCTYPE html><html><head><title>El Jefe</title></head><body><h1>El Jefe Monitoring Dashboard</h1></body></html>';
