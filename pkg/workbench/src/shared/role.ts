/** Roles of an organisation in Grafana, weakest first. */
export const roles = ['Viewer', 'Editor', 'Admin'] as const;

export type Role = (typeof roles)[number];

export function isRole(value: unknown): value is Role {
  return roles.some((role) => role === value);
}

/** Whether `role` may do what `required` may; no requirement is met by everyone, an unknown one by nobody. */
export function roleAllows(role: Role, required: string | undefined): boolean {
  if (required === undefined || required === '') {
    return true;
  }
  return isRole(required) && roles.indexOf(role) >= roles.indexOf(required);
}
