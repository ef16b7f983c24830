import { mayAct, type Identity, type Role } from '@eljefe/contract';

/**
 * What a route asks of its caller.
 * - `open`: nothing
 * - `read`: any role
 * - `rate`: any person Grafana names, or an Editor token: a rating is each viewer's own word, but a token that can only read stays so
 * - `send`: an Editor, or a caller on this computer while no authentication is configured
 * - `control`: an Editor, never an anonymous caller
 * - `admin`: an Admin
 */
export type Access = 'open' | 'read' | 'rate' | 'send' | 'control' | 'admin';

const ROLE_FOR: Readonly<Record<Access, Role>> = {
  open: 'Viewer',
  read: 'Viewer',
  rate: 'Editor',
  send: 'Editor',
  control: 'Editor',
  admin: 'Admin',
};

export type Decision = { allowed: true } | { allowed: false; needs: Role };

/** May this identity pass this kind of route? The one place where roles are weighed. */
export const decideAccess = (access: Access, identity: Identity): Decision => {
  const needs = ROLE_FOR[access];
  const anonymous = identity.by === 'loopback';
  const allowed =
    mayAct(identity.role, needs) ||
    (anonymous && (access === 'send' || access === 'rate')) ||
    (identity.by === 'grafana' && access === 'rate');
  return allowed && !(anonymous && (access === 'control' || access === 'admin'))
    ? { allowed: true }
    : { allowed: false, needs };
};
