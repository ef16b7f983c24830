import { parseZoneOffset } from '@eljefe/contract';

import { brokenRules } from '../settings/brokenRules';

import { isLoopbackHost } from './isLoopbackHost';
import { maskedUrl } from './maskedUrl';
import { type Config } from './schema';

const isUrl = (text: string): boolean => URL.canParse(text);

const openDoor = (config: Config, origins: ReadonlyMap<string, string>): string[] =>
  isLoopbackHost(config.host) || config.auth.required
    ? []
    : [
        `host (from ${origins.get('host')}): found "${config.host}"; anyone who reaches this address could read and send data. ` +
          'Give --auth-required (or ELJEFE_AUTH_REQUIRED=true) and make a token with `eljefe-analytics token create`, or listen on 127.0.0.1',
      ];

const addresses = (config: Config, origins: ReadonlyMap<string, string>): string[] =>
  (
    [
      ['store.url', config.store.url],
      ['auth.grafana.url', config.auth.grafana.url],
    ] as const
  ).flatMap(([key, value]) =>
    value === null || isUrl(value)
      ? []
      : [
          `${key} (from ${origins.get(key)}): found ${JSON.stringify(maskedUrl(value))}; give a whole address like http://host:8123`,
        ]
  );

const orchestrators = (config: Config, origins: ReadonlyMap<string, string>): string[] => {
  const from = `(from ${origins.get('orchestrators')})`;
  const seen = new Set<string>();
  return config.orchestrators.flatMap((one, index) => {
    const at = `orchestrators[${index}]`;
    const problems: string[] = [];
    if (seen.has(one.name)) {
      problems.push(
        `${at}.name ${from}: found "${one.name}" twice; give each orchestrator its own name, e.g. --orchestrator second=URL`
      );
    }
    seen.add(one.name);
    if (one.url === null && one.stateFile === null) {
      problems.push(`${at} ${from}: found neither url nor stateFile for "${one.name}"; give at least one of them`);
    }
    if (one.url !== null && !isUrl(one.url)) {
      problems.push(
        `${at}.url ${from}: found ${JSON.stringify(maskedUrl(one.url))}; give a whole address like http://host:8000`
      );
    }
    if (parseZoneOffset(one.zone) === null) {
      problems.push(`${at}.zone ${from}: found "${one.zone}"; give UTC or an offset from -14:00 to +14:00`);
    }
    return problems;
  });
};

/** The same rules hold for what is edited later. */
const editable = ({ prices, budgets, slos, values }: Config, origins: ReadonlyMap<string, string>): string[] =>
  brokenRules({ prices: prices.overrides, budgets, slos, values }).map(({ field, value, remedy }) => {
    const key = field.slice(0, field.indexOf('['));
    return `${field} (from ${origins.get(key) ?? origins.get(`${key}.overrides`)}): found ${value}; ${remedy}`;
  });

/** What a schema cannot say: rules between keys. One line for each that is broken. */
export const checkRules = (config: Config, origins: ReadonlyMap<string, string>): string[] => [
  ...openDoor(config, origins),
  ...addresses(config, origins),
  ...orchestrators(config, origins),
  ...editable(config, origins),
];
