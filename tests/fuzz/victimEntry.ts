import { defaultConfig } from '../../pkg/analytics/src/config/defaults';
import { createLogger } from '../../pkg/analytics/src/observe/createLogger';
import { startService } from '../../pkg/analytics/src/service';

const run = async (dataDir: string): Promise<void> => {
  const config = defaultConfig();
  const service = await startService({
    // Small bodies, so that bombs need not be large to be refused.
    config: { ...config, port: 0, dataDir, limits: { ...config.limits, bodyBytes: 4 * 1_048_576 } },
    logger: createLogger({ level: 'fatal', format: 'json' }),
    version: 'fuzz',
    now: Date.now,
    random: Math.random,
  });
  process.on('message', (message) => {
    if (message === 'usage') {
      process.send?.({ rss: process.memoryUsage().rss });
    } else if (message === 'stop') {
      void service.stop().then(() => process.exit(0));
    }
  });
  process.send?.({ port: service.port });
};

run(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
