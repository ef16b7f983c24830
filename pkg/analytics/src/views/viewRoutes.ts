import { SavedView, SavedViewInput } from '@eljefe/contract';
import { Type } from '@sinclair/typebox';

import { type ApiPlugin } from '../api/buildApi';
import { ProblemError } from '../api/ProblemError';
import { addRoute } from '../api/route';

import { type SavedViews, type ViewRefusal } from './SavedViews';

const REFUSALS: Readonly<Record<ViewRefusal, () => ProblemError>> = {
  unknown: () => new ProblemError('not-found', 'No view of this id; see GET /api/v1/views'),
  'not yours': () => new ProblemError('forbidden', 'This view is somebody else’s; save it under a name of your own'),
  'too many': () => new ProblemError('too-large', 'As many views are kept as may be; remove some you no longer need'),
};

const isRefusal = (outcome: unknown): outcome is ViewRefusal =>
  typeof outcome === 'string' && Object.hasOwn(REFUSALS, outcome);

const orRefuse = <T>(outcome: T | ViewRefusal): T => {
  if (isRefusal(outcome)) {
    throw REFUSALS[outcome]();
  }
  return outcome;
};

const params = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$' }) });
const one = { 200: { description: 'The view', schema: SavedView } };

/** `/api/v1/views` (T4). Everybody who may read may save views of their own. */
export const viewRoutes =
  (views: SavedViews): ApiPlugin =>
  (scope) => {
    addRoute(scope, {
      method: 'GET',
      url: '/api/v1/views',
      access: 'read',
      tag: 'settings',
      summary: 'One’s own saved views, and those that others share',
      answers: { 200: { description: 'Views by name', schema: Type.Array(SavedView) } },
      handle: ({ identity }) => views.list(identity()),
    });
    addRoute(scope, {
      method: 'POST',
      url: '/api/v1/views',
      access: 'rate',
      tag: 'settings',
      summary: 'Saves a view',
      body: { schema: SavedViewInput },
      answers: { 201: { description: 'The view', schema: SavedView } },
      handle: async ({ body, identity, reply }) => {
        const made = orRefuse(await views.create(body, identity()));
        reply.code(201);
        return made;
      },
    });
    addRoute(scope, {
      method: 'PUT',
      url: '/api/v1/views/:id',
      access: 'rate',
      tag: 'settings',
      summary: 'Replaces one’s own view',
      params,
      body: { schema: SavedViewInput },
      answers: one,
      handle: async ({ params: { id }, body, identity }) => orRefuse(await views.replace(id, body, identity())),
    });
    addRoute(scope, {
      method: 'DELETE',
      url: '/api/v1/views/:id',
      access: 'rate',
      tag: 'settings',
      summary: 'Removes one’s own view; an Admin also a shared one',
      params,
      answers: { 204: { description: 'Removed' } },
      handle: async ({ params: { id }, identity, reply }) => {
        orRefuse(await views.remove(id, identity()));
        return reply.code(204).send();
      },
    });
  };
