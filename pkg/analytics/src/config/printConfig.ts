import { Document, isMap, isPair, isScalar, visit } from 'yaml';

import { maskedUrl, MASK } from './maskedUrl';
import { type Effective } from './mergeLayers';
import { type Config } from './schema';

/** The configuration with every secret replaced, also those written into an address. Safe to print and to log. */
export const maskSecrets = (config: Config): Config => ({
  ...config,
  store: {
    ...config.store,
    url: config.store.url && maskedUrl(config.store.url),
    password: config.store.password === '' ? '' : MASK,
  },
  auth: {
    ...config.auth,
    grafana: { ...config.auth.grafana, url: config.auth.grafana.url && maskedUrl(config.auth.grafana.url) },
  },
  export: {
    otlp: {
      ...config.export.otlp,
      url: config.export.otlp.url && maskedUrl(config.export.otlp.url),
      headers: config.export.otlp.headers.map((header) => `${header.split('=', 1)[0]}=${MASK}`),
    },
  },
  orchestrators: config.orchestrators.map((one) => ({
    ...one,
    url: one.url && maskedUrl(one.url),
    token: one.token === null ? null : MASK,
  })),
});

/** The effective configuration as YAML, each value with its origin as a comment, secrets masked. */
export const printConfig = ({ config, origins }: Effective): string => {
  const document = new Document(maskSecrets(config));
  visit(document, {
    Pair: (_, pair, ancestors) => {
      const keys = [...ancestors, pair].flatMap((node) =>
        isPair(node) && isScalar(node.key) ? [String(node.key.value)] : []
      );
      const origin = origins.get(keys.join('.'));
      if (origin && isScalar(pair.value)) {
        pair.value.comment = ` ${origin}`;
      } else if (origin && isScalar(pair.key)) {
        pair.key.commentBefore = ` ${origin}`;
      }
      return isMap(pair.value) ? undefined : visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 0 });
};
