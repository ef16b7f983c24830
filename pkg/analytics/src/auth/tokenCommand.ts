import { ROLES, type Role } from '@eljefe/contract';

import { didYouMean } from '../config/suggest';
import { type TokenInfo, type TokenStore } from './TokenStore';

/** A misuse of the command; the message says what to write. */
export class TokenCommandError extends Error {}

export interface TokenCommand {
  action: 'create' | 'list' | 'revoke';
  role: Role;
  name: string;
  expiresDays: number | null;
  id: string;
  /** The flags that are not of this command: those of the configuration. */
  rest: string[];
}

const ACTIONS = ['create', 'list', 'revoke'] as const;
const USAGE =
  'write: token create --role Viewer|Editor|Admin --name NAME [--expires-days N], token list, or token revoke ID';
const DAY_MS = 86_400_000;

const take = (words: string[], flag: string): string | null => {
  const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (at < 0) {
    return null;
  }
  const [first = ''] = words.splice(at, 1);
  const value = first === flag ? words.splice(at, 1)[0] : first.slice(flag.length + 1);
  if (!value) {
    throw new TokenCommandError(`${flag}: a value is missing; ${USAGE}`);
  }
  return value;
};

const roleOf = (text: string | null): Role => {
  const role = ROLES.find((known) => known.toLowerCase() === text?.toLowerCase());
  if (!role) {
    throw new TokenCommandError(
      text === null ? `--role is missing; ${USAGE}` : `--role ${text}: no such role; ${didYouMean(text, ROLES)}`
    );
  }
  return role;
};

const daysOf = (text: string | null): number | null => {
  if (text === null) {
    return null;
  }
  const days = Number(text);
  if (!(days > 0 && days <= 36_500)) {
    throw new TokenCommandError(`--expires-days ${text}: give a number of days, more than 0`);
  }
  return days;
};

/**
 * Reads the words after `token`.
 * @throws TokenCommandError saying what to write
 */
export const readTokenCommand = (argv: readonly string[]): TokenCommand => {
  const [word = '', ...rest] = argv;
  const action = ACTIONS.find((known) => known === word);
  if (!action) {
    throw new TokenCommandError(`token ${word}: ${word ? didYouMean(word, ACTIONS) : 'what to do?'}; ${USAGE}`);
  }
  const command = { action, role: 'Viewer' as Role, name: '', expiresDays: null as number | null, id: '', rest };
  if (action === 'create') {
    command.role = roleOf(take(rest, '--role'));
    command.name = take(rest, '--name') ?? '';
    command.expiresDays = daysOf(take(rest, '--expires-days'));
    if (!command.name || command.name.length > 100) {
      throw new TokenCommandError(`--name is missing or longer than 100 characters; ${USAGE}`);
    }
  }
  if (action === 'revoke') {
    command.id = rest.shift() ?? '';
    if (!/^[a-z0-9]{12}$/.test(command.id)) {
      throw new TokenCommandError(
        `token revoke ${command.id}: give the 12 characters of the token's id; see token list`
      );
    }
  }
  return command;
};

const stamp = (ms: number | null): string => (ms === null ? 'never' : new Date(ms).toISOString());

const row = (info: TokenInfo): string =>
  [info.id, info.role.padEnd(6), `made ${stamp(info.created_at)}`, `ends ${stamp(info.expires_at)}`, info.name].join(
    '  '
  );

/**
 * Runs `token create|list|revoke`.
 * @param clock epoch ms and who runs it, for the record
 * @returns lines for the screen
 * @throws TokenCommandError when there is nothing to revoke
 */
export const runTokenCommand = async (
  command: TokenCommand,
  tokens: TokenStore,
  clock: { now: () => number; user: string }
): Promise<string[]> => {
  if (command.action === 'list') {
    const list = tokens.list();
    return list.length > 0 ? list.map(row) : ['No tokens yet; make one with: token create --role Viewer --name NAME'];
  }
  if (command.action === 'revoke') {
    if (!(await tokens.revoke(command.id))) {
      throw new TokenCommandError(`token revoke ${command.id}: no such token; see token list`);
    }
    return [`Revoked ${command.id}. Streams opened with it end within seconds.`];
  }
  const made = await tokens.create({
    name: command.name,
    role: command.role,
    createdBy: clock.user,
    expiresAt: command.expiresDays === null ? null : clock.now() + command.expiresDays * DAY_MS,
  });
  return [
    made.text,
    `Token ${made.info.id} (${made.info.role}, "${made.info.name}"). It is shown this once; only its hash is kept.`,
  ];
};
