// The analytics service in a process of its own; tells its parent the address, and how many spans can be read when asked.
import { startService } from '../../pkg/analytics/src/service.ts';
import { defaultConfig } from '../../pkg/analytics/src/config/defaults.ts';
import { createLogger } from '../../pkg/analytics/src/observe/createLogger.ts';

const [dataDir = ''] = process.argv.slice(2);
const tell = (message: object): void => {
  process.send?.(message);
};

let count: () => Promise<number> = async () => 0;
const service = await startService({
  config: { ...defaultConfig(), port: 0, dataDir },
  logger: createLogger({ level: 'warn', format: 'json' }),
  version: 'bench',
  now: Date.now,
  random: Math.random,
  plugins: ({ store }) => {
    count = async () => {
      const [row] = await store.query<{ spans: number }>('SELECT count() AS spans FROM spans', { params: {} });
      return Number(row?.spans ?? 0);
    };
    return [];
  },
});

process.on('message', (message) => {
  if (message === 'count') {
    const usage = process.cpuUsage();
    count().then((spans) =>
      tell({ spans, cpuSeconds: (usage.user + usage.system) / 1e6, rss: process.memoryUsage().rss })
    );
  } else if (message === 'stop') {
    service.stop().then(() => process.exit(0));
  }
});
tell({ address: service.address });
