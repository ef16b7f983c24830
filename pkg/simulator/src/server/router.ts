import { type IncomingMessage, type ServerResponse } from 'node:http';

import { type Answer, bodyOf, corsHeaders, html, json, plain, reply, serverTrouble } from './answer';
import { INDEX_PAGE, LOGIN_FAILED_PAGE, LOGIN_PAGE, mayPass, sessionCookie, UNAUTHORISED_PAGE } from './auth';
import * as read from './readApi';
import { assignAgent, scheduleApi, startWorkflowApi, type WriteContext } from './writeApi';

interface Call {
  request: IncomingMessage;
  query: URLSearchParams;
  /** The variable part of the path. */
  part: string;
}

type Handler = (context: WriteContext, call: Call) => Answer | Promise<Answer>;

interface Route {
  method: 'GET' | 'POST';
  path: RegExp;
  handle: Handler;
}

const get = (path: RegExp, handle: Handler): Route => ({ method: 'GET', path, handle });
const post = (path: RegExp, handle: Handler): Route => ({ method: 'POST', path, handle });

const page: Handler = () => html(INDEX_PAGE);

const login: Handler = async ({ simulation }, { request }) => {
  const given = new URLSearchParams((await bodyOf(request)) ?? '').get('password') ?? '';
  const { password } = simulation.setup.options;
  if (password === undefined || given !== password) {
    return html(LOGIN_FAILED_PAGE, 401);
  }
  const cookie = `dashboard_session=${sessionCookie(password)}; Max-Age=3600; Path=/`;
  return plain('302: Found', 302, { location: '/', 'set-cookie': cookie });
};

const ROUTES: readonly Route[] = [
  get(/^\/api\/status$/, (context) => read.getStatus(context)),
  get(/^\/api\/agents$/, (context) => read.getAgents(context)),
  get(/^\/api\/agents\/real$/, (context) => read.getRealAgents(context)),
  post(/^\/api\/agents\/([^/]+)\/assign$/, async (context, { request, part }) =>
    assignAgent(context, part, await bodyOf(request))
  ),
  get(/^\/api\/workflows$/, (context) => read.getWorkflows(context)),
  post(/^\/api\/workflows\/start$/, async (context, { request }) => startWorkflowApi(context, await bodyOf(request))),
  post(/^\/api\/workflows\/schedule$/, async (context, { request }) => scheduleApi(context, await bodyOf(request))),
  get(/^\/api\/scheduled-workflows$/, (context) => read.getScheduled(context)),
  get(/^\/api\/metrics$/, (context) => read.getMetrics(context)),
  get(/^\/api\/history$/, (context, { query }) => read.getHistory(context, query)),
  get(/^\/api\/workspaces$/, (context, { query }) => read.getWorkspaces(context, query)),
  get(/^\/api\/workspaces\/([^/]+)$/, (context, { part }) => read.getWorkspace(context, part)),
  get(/^\/api\/analytics\/resources$/, (context, { query }) => read.getResources(context, query)),
  get(/^\/api\/analytics\/performance$/, (context, { query }) => read.getPerformance(context, query)),
  get(/^\/api\/analytics\/agents$/, (context, { query }) => read.getAgentAnalytics(context, query)),
  get(/^\/api\/analytics\/workflows$/, () => read.getWorkflowAnalytics()),
  get(/^\/api\/chat\/history$/, () => json([])),
  get(/^\/api\/chat\/sessions$/, () => json({ sessions: [], total_sessions: 0, total_messages: 0 })),
  get(/^\/api\/chat\/sessions\/([^/]+)$/, () => json({ error: 'Session not found' }, 404)),
  get(/^\/login$/, () => html(LOGIN_PAGE)),
  post(/^\/login$/, login),
  get(/^\/(?:dashboard(?:\/[a-z]+)?)?$/, page),
  get(/^\/ws$/, () => plain('No WebSocket UPGRADE hdr: None\n Can "Upgrade" only to "WebSocket".', 400)),
];

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const answerTo = async (context: WriteContext, request: IncomingMessage): Promise<Answer> => {
  const url = new URL(request.url ?? '/', 'http://orchestrator');
  if (!mayPass(request, url.pathname, context.simulation.setup.options.password)) {
    return html(UNAUTHORISED_PAGE, 401);
  }
  const routes = ROUTES.filter((route) => route.path.test(url.pathname));
  if (routes.length === 0) {
    return plain('404: Not Found', 404);
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = routes.find((candidate) => candidate.method === method);
  if (!route) {
    return plain('405: Method Not Allowed', 405, { allow: routes.map((other) => other.method).join(',') });
  }
  const part = decoded(route.path.exec(url.pathname)?.[1] ?? '');
  return route.handle(context, { request, query: url.searchParams, part });
};

/** Answers one HTTP request as El Jefe would. */
export const handleRequest = async (
  context: WriteContext,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> => {
  const cors = corsHeaders(request);
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
    const headers = {
      'access-control-allow-methods': request.headers['access-control-request-method'],
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
    };
    reply(response, { status: 200, body: '', contentType: 'text/plain', headers }, cors);
    return;
  }
  const answer = await answerTo(context, request).catch(serverTrouble);
  reply(response, answer, cors);
};
