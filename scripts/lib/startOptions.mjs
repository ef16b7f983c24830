import { parseArgs } from 'node:util';

const HOSTS = ['grafana', 'docker', 'workbench', 'none'];

export const HELP = `npm start [-- options]

  --host grafana|docker|workbench|none   where the views run (default: the best one on this computer)
  --orchestrator URL                     watch this El Jefe instead of the simulator; may be repeated, also as NAME=URL
  --store URL|DIR                        a ClickHouse server, or a directory for the embedded store
  --port N                               port of the page to open (3000); with --host none, of the analytics service
  --data DIR                             where data and logs are kept (.data)
  --scenario NAME --seed N --speed X     what the simulator plays
  --no-open                              do not open a browser
`;

const portOf = (text) => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port ${text}: give a number from 1 to 65535`);
  }
  return port;
};

const urlOf = (text) => {
  const url = text.includes('=') && !text.startsWith('http') ? text.slice(text.indexOf('=') + 1) : text;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(`--orchestrator ${text}: give an address such as http://127.0.0.1:8080`);
  }
  return text;
};

/** Reads the command line. @throws an Error that says what to write */
export const readOptions = (argv) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      host: { type: 'string' },
      orchestrator: { type: 'string', multiple: true },
      store: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string', default: '.data' },
      scenario: { type: 'string', default: 'healthy' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.host !== undefined && !HOSTS.includes(values.host)) {
    throw new Error(`--host ${values.host}: use one of ${HOSTS.join(', ')}`);
  }
  return {
    help: values.help,
    host: values.host ?? null,
    orchestrators: (values.orchestrator ?? []).map(urlOf),
    store: values.store ?? null,
    port: values.port === undefined ? null : portOf(values.port),
    data: values.data,
    simulator: { scenario: values.scenario, seed: values.seed, speed: values.speed },
    open: !values['no-open'],
  };
};
