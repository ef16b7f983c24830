import { type AuditCheck } from '@eljefe/contract';

import { type Config } from '../config/schema';
import { createLogger } from '../observe/createLogger';
import { openConfiguredStore } from '../service/openConfiguredStore';
import { StoreLocked, type Store } from '../store';
import { auditExpires, headFileOf } from './buildAudit';
import { checkAudit } from './checkAudit';
import { headFile } from './headFile';

/** A misuse of the command; the message says what to write. */
export class AuditCommandError extends Error {}

const USAGE = 'write: audit check [flags of the configuration]';

/**
 * Reads the words after `audit`.
 * @returns the flags that are not of this command: those of the configuration
 * @throws AuditCommandError saying what to write
 */
export const readAuditCommand = ([word = '', ...rest]: readonly string[]): string[] => {
  if (word !== 'check') {
    throw new AuditCommandError(`audit ${word}: ${word === '' ? 'what to do?' : 'no such command'}; ${USAGE}`);
  }
  return rest;
};

const chainLines = (chain: AuditCheck['chains'][number]): string[] => [
  `chain ${chain.chain}: ${chain.entries} entries, ${chain.first_seq} to ${chain.last_seq}, last hash ${chain.last_hash}${chain.head_kept ? ', as noted in this folder' : ''}`,
  ...chain.faults.map(({ seq, fault }) => `  entry ${seq}: ${fault}`),
];

const VERDICTS = new Map([
  [null, 'There is no entry yet.'],
  [true, 'The audit holds.'],
  [false, 'The audit does NOT hold.'],
]);

/** What a check found, for the screen. */
export const auditLines = ({ holds, chains }: AuditCheck): string[] => [
  ...chains.flatMap(chainLines),
  VERDICTS.get(holds) ?? '',
];

const open = async (config: Config, random: () => number): Promise<Store> => {
  try {
    return await openConfiguredStore({ config, logger: createLogger({ ...config.log, level: 'error' }), random });
  } catch (error) {
    throw error instanceof StoreLocked
      ? new AuditCommandError(`${error.message}; stop the service first, or ask it: GET /api/v1/audit/check`)
      : error;
  }
};

/**
 * Looks through the audit of a store that no service has open, or of a server.
 * @throws AuditCommandError while a service holds the store
 */
export const runAuditCheck = async (
  config: Config,
  world: { now(): number; random(): number }
): Promise<{ holds: boolean | null; lines: string[] }> => {
  const noted = headFile(headFileOf(config)).read();
  const store = await open(config, world.random);
  try {
    const found = await checkAudit((sql) => store.query(sql.text, { params: sql.params }), {
      noted,
      now: world.now(),
      expires: auditExpires(config),
    });
    return { holds: found.holds, lines: auditLines(found) };
  } finally {
    await store.close();
  }
};
