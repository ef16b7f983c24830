import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

import { AuditCommandError, readAuditCommand, runAuditCheck } from './audit/auditCommand';
import { TokenStore } from './auth/TokenStore';
import { tokensFileOf } from './auth/buildAuth';
import { readTokenCommand, runTokenCommand, TokenCommandError } from './auth/tokenCommand';
import { ConfigError } from './config/ConfigError';
import { help } from './config/help';
import { loadConfig } from './config/loadConfig';
import { printConfig } from './config/printConfig';
import { createLogger } from './observe/createLogger';
import { startService, type Service } from './service';
import { VERSION } from './version';

/** After this long a graceful stop is given up, so that a supervisor need not kill the process. */
const STOP_DEADLINE_MS = 15_000;

const readFile = (path: string): string => readFileSync(path, 'utf8');

const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};

const fail = (text: string): never => {
  process.stderr.write(`${text}\n`);
  process.exit(2);
};

const load = (argv: readonly string[]) => {
  const loaded = loadConfig({ argv, env: process.env, readFile });
  if (loaded.kind === 'help') {
    print(help());
    process.exit(0);
  }
  return loaded;
};

const tokenCommand = async (argv: readonly string[]): Promise<void> => {
  const command = readTokenCommand(argv);
  const { config } = load(command.rest);
  const tokens = new TokenStore({ file: tokensFileOf(config), now: Date.now });
  (await runTokenCommand(command, tokens, { now: Date.now, user: userInfo().username })).forEach(print);
};

/** Exit code 1: the audit does not hold. */
const auditCommand = async (argv: readonly string[]): Promise<void> => {
  const { config } = load(readAuditCommand(argv));
  const { holds, lines } = await runAuditCheck(config, { now: Date.now, random: Math.random });
  lines.forEach(print);
  process.exitCode = holds === false ? 1 : 0;
};

const stopOnSignals = (service: Service): void => {
  let stopping = false;
  const stop = (): void => {
    if (stopping) {
      return;
    }
    stopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    service.stop().then(
      () => process.exit(0),
      () => process.exit(1)
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

const serve = async (argv: readonly string[]): Promise<void> => {
  const { config, printConfig: wanted, origins, warnings } = load(argv);
  if (wanted) {
    print(printConfig({ config, origins }));
    return;
  }
  const logger = createLogger(config.log);
  warnings.forEach((warning) => logger.warn({}, warning));
  const service = await startService({ config, logger, version: VERSION, now: Date.now, random: Math.random });
  stopOnSignals(service);
  logger.info({ address: service.address }, `El Jefe analytics listens on ${service.address}`);
};

const run = async ([first = '', ...rest]: readonly string[]): Promise<void> => {
  if (first === 'token') {
    return tokenCommand(rest);
  }
  return first === 'audit' ? auditCommand(rest) : serve(first === '' ? rest : [first, ...rest]);
};

run(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof TokenCommandError || error instanceof AuditCommandError) {
    fail(error.message);
  }
  fail(error instanceof Error ? error.message : String(error));
});
