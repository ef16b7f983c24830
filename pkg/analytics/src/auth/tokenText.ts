import { createHash } from 'node:crypto';

const TOKEN = /^eljefe_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz012345';

export interface TokenParts {
  id: string;
  secret: string;
}

/**
 * A new token from random bytes.
 * @param random gives that many bytes from a cryptographic source; 12 become the id, 32 (256 bits) the secret
 */
export const newToken = (random: (bytes: number) => Buffer): TokenParts & { text: string } => {
  const id = [...random(12)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  const secret = random(32).toString('base64url');
  return { id, secret, text: `eljefe_${id}_${secret}` };
};

/** Splits `eljefe_<id>_<secret>`; null when it is no token of ours. */
export const readToken = (text: string): TokenParts | null => {
  const match = TOKEN.exec(text);
  return match?.[1] && match[2] ? { id: match[1], secret: match[2] } : null;
};

/**
 * What is stored of a secret. A plain SHA-256 is enough, and right, here: the secret is 256 random bits, so nobody can guess
 * through the hash, and a slow hash (scrypt) would only make every request cost milliseconds and hand out a way to overload us.
 */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();
