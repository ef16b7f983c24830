import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';

import { type Config } from '../config/schema';
import { prettyLines } from './prettyLines';

const SECRET_FIELDS = ['authorization', 'token', 'password', 'secret', 'cookie'];

/**
 * The service's logger.
 * @param options level and format from the configuration
 * @param output where lines go; standard output unless given
 */
export const createLogger = (options: Config['log'], output: DestinationStream = process.stdout): Logger =>
  pino(
    {
      level: options.level,
      timestamp: stdTimeFunctions.isoTime,
      base: { service: 'eljefe-analytics' },
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '***' },
    },
    options.format === 'pretty' ? prettyLines(output) : output
  );
