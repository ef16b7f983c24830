import { Type, type Static } from '@sinclair/typebox';

import { Nullable, OneOf } from './schema';

export const ROLES = ['Viewer', 'Editor', 'Admin'] as const;
export const Role = OneOf(ROLES);
export type Role = (typeof ROLES)[number];

/** May someone with `role` do what needs `required`? */
export const mayAct = (role: Role, required: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(required);

/** Who asks, as the service verified it. */
export const Identity = Type.Object(
  {
    name: Type.String(),
    role: Role,
    email: Nullable(Type.String()),
    by: OneOf(['grafana', 'token', 'loopback'] as const),
  },
  { $id: 'Identity' }
);
export type Identity = Static<typeof Identity>;
