import { type Registry } from 'prom-client';
import { type Logger } from 'pino';

import { maskedUrl } from '../config/maskedUrl';
import { type Config } from '../config/schema';
import { startOtlpExport, type OtlpExport } from '../observe/OtlpExport';

export interface ExportDeps {
  otlp: Config['export']['otlp'];
  version: string;
  registries: readonly Registry[];
  counted: Registry;
  logger: Logger;
  now(): number;
}

const headersOf = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    given.map((header) => [header.slice(0, header.indexOf('=')), header.slice(header.indexOf('=') + 1)])
  );

/** Sends the metrics where the configuration says; null when it says nowhere. */
export const exportMetrics = ({ otlp, logger, ...deps }: ExportDeps): OtlpExport | null => {
  const { url, headers, intervalSeconds } = otlp;
  if (url === null) {
    return null;
  }
  return startOtlpExport({
    ...deps,
    url,
    headers: headersOf(headers),
    intervalSeconds,
    onOutcome: (error) =>
      error === null
        ? logger.info({ url: maskedUrl(url) }, 'metrics are sent again')
        : logger.warn({ url: maskedUrl(url), error }, 'metrics could not be sent; trying again each interval'),
  });
};
