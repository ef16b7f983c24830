import { request, type APIRequestContext } from '@playwright/test';

export const APP = 'eljefe-observability-app';
export const DATASOURCE = 'eljefe-observability-datasource';
/** The provisioned data source. */
export const UID = 'eljefe';
export const OVERVIEW = '/d/eljefe-overview';
/** The data source proxy of Grafana for a data source. */
export const proxy = (path: string, uid: string = UID): string => `/api/datasources/proxy/uid/${uid}/${path}`;

export type Role = 'Viewer' | 'Editor' | 'Admin';

export interface Credentials {
  user: string;
  password: string;
}

const admin: Credentials = {
  user: process.env.GRAFANA_ADMIN_USER ?? 'admin',
  password: process.env.GRAFANA_ADMIN_PASSWORD ?? 'admin',
};

const baseURL = process.env.GRAFANA_URL ?? '';

/** Grafana's API as one user. Basic authentication, so that no cookie and no origin check stands between. */
export const apiAs = ({ user, password }: Credentials = admin): Promise<APIRequestContext> =>
  request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
  });

const passwordOf = (role: Role): string => `e2e-${role}-secret`;

/** A user of this role, made when it is not there yet. */
export const userOf = async (role: Role): Promise<Credentials> => {
  const credentials = { user: `e2e-${role.toLowerCase()}`, password: passwordOf(role) };
  const api = await apiAs();
  await api.post('/api/admin/users', {
    data: { name: credentials.user, login: credentials.user, password: credentials.password, OrgId: 1 },
  });
  const found = await api.get(`/api/users/lookup?loginOrEmail=${credentials.user}`);
  const { id }: { id: number } = await found.json();
  const changed = await api.patch(`/api/org/users/${id}`, { data: { role } });
  if (!changed.ok()) {
    throw new Error(`the user ${credentials.user} did not get its role: ${changed.status()} ${await changed.text()}`);
  }
  await api.dispose();
  return credentials;
};

/** Cookies of a user who has logged in, for a browser context. */
export const loginState = async ({ user, password }: Credentials = admin) => {
  const api = await request.newContext({ baseURL });
  const answer = await api.post('/login', { data: { user, password } });
  if (!answer.ok()) {
    throw new Error(`${user} cannot log in: ${answer.status()} ${await answer.text()}`);
  }
  const state = await api.storageState();
  await api.dispose();
  return state;
};

/** The id of the newest session that the service knows. */
export const newestSession = async (): Promise<string> => {
  const api = await apiAs();
  const answer = await api.get(proxy('read/sessions?limit=1'));
  const { items }: { items: Array<{ session_id: string }> } = await answer.json();
  await api.dispose();
  const [session] = items;
  if (session === undefined) {
    throw new Error('no session yet');
  }
  return session.session_id;
};
