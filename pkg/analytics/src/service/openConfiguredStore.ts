import path from 'node:path';
import { type Logger } from 'pino';

import { type Config } from '../config/schema';
import { openStore, type ChildEntry, type Store } from '../store';

export interface OpenStoreDeps {
  config: Config;
  logger: Logger;
  random(): number;
  /** Program of the embedded engine's process; absent: beside this one. */
  entry?: ChildEntry;
}

const targetOf = ({ store, dataDir }: Config) =>
  store.url === null
    ? {
        kind: 'embedded' as const,
        dataDirectory: path.join(dataDir, 'store'),
        memoryBytes: store.memoryBytes,
      }
    : {
        kind: 'server' as const,
        url: store.url,
        username: store.username,
        password: store.password,
        ...(store.cluster === null ? {} : { cluster: store.cluster }),
      };

/** Opens the store as configured. */
export const openConfiguredStore = ({ config, logger, random, entry }: OpenStoreDeps): Promise<Store> =>
  openStore(
    {
      target: targetOf(config),
      database: config.store.database,
      retentionDays: config.store.retentionDays,
      limits: {
        maxMs: config.limits.queryMaxSeconds * 1_000,
        maxMemoryBytes: config.limits.queryMemoryBytes,
      },
    },
    {
      now: () => performance.now(),
      random,
      log: (message, detail) => logger.info(detail ?? {}, message),
      ...(entry ? { entry } : {}),
    }
  );
