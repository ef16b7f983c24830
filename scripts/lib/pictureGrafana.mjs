const DOORS = '**/api/datasources/proxy/uid/eljefe/**';

const login = async (url) => {
  const user = process.env.GRAFANA_ADMIN_USER ?? 'admin';
  const password = process.env.GRAFANA_ADMIN_PASSWORD ?? 'admin';
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  if (!answer.ok) {
    throw new Error(
      `${url}: ${user} cannot log in (${answer.status}); set GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD`
    );
  }
  const { hostname } = new URL(url);
  const cookies = answer.headers.getSetCookie().map((line) => {
    const [pair] = line.split(';');
    const [name, ...value] = pair.split('=');
    return {
      name,
      value: value.join('='),
      domain: hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
    };
  });
  return { cookies, origins: [] };
};

/** Loading: no answer ever comes. */
export const holdAnswers = (page) => page.route(DOORS, () => undefined);

/** What Grafana's proxy answers when the service is down. */
const failAnswers = (page) => page.route(DOORS, (route) => route.fulfill({ status: 502, body: '' }));

/**
 * The states as a running Grafana shows them: real data; nothing, by asking for an orchestrator that does not exist;
 * no answers; failed answers.
 */
export const grafanaSites = async (address) => {
  const url = address.replace(/\/+$/, '');
  const storageState = await login(url);
  const site = { url, storageState, prepare: async () => undefined, pathOf: (path) => path, shows: () => true };
  return {
    host: 'Grafana',
    data: site,
    empty: {
      ...site,
      pathOf: (path) => `${path}&var-source=nobody`,
      shows: ({ path }) => path.startsWith('/d/'),
    },
    loading: { ...site, prepare: holdAnswers },
    error: { ...site, prepare: failAnswers },
    close: async () => undefined,
  };
};
