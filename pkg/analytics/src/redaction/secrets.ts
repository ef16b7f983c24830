import { byExpression, type Finder } from './finder';

/** Words that name a secret, in attribute keys and in `name=value` text. */
const SECRET_NAME =
  'passw(?:or)?d|pwd|passphrase|secret|credentials?|authorization|cookie|api[_.-]?key|access[_.-]?key|private[_.-]?key|secret[_.-]?key|(?:auth|access|refresh|id|session|bearer)[_.-]?token|client[_.-]?secret|token';

const NAMED =
  'passw(?:or)?d|pwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|(?:auth|access|refresh|id|session|bearer)[_-]?token|token';

/** Every such name ends so, and is followed by its value; `input_tokens` is not among them. */
const NAMED_HINT = /(?:passw(?:or)?d|pwd|passphrase|secret|key|token)\\?["']?\s{0,3}[:=]/i;

/**
 * Does an attribute of this name hold a secret? The name must end in such a word, so that `gen_ai.usage.input_tokens` or
 * `token.type` does not.
 */
export const namesSecret = (key: string): boolean => SECRET_KEY.test(key);
const SECRET_KEY = new RegExp(
  `(?:^|[^a-z])(?:set-)?(?:${SECRET_NAME})$|(?:${SECRET_NAME.replace('|token', '')})$`,
  'i'
);

/** Tokens that are told by how they begin: kind, shortest, how they begin, all of it. */
const ISSUED: ReadonlyArray<readonly [string, number, readonly string[], RegExp]> = [
  ['model-key', 19, ['sk-'], /sk-[A-Za-z0-9_-]{16,}/g],
  ['github-token', 20, ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /gh[pousr]_[A-Za-z0-9]{16,}/g],
  ['github-token', 27, ['github_pat_'], /github_pat_[A-Za-z0-9_]{16,}/g],
  ['gitlab-token', 22, ['glpat-'], /glpat-[A-Za-z0-9_-]{16,}/g],
  ['slack-token', 13, ['xox'], /xox[abeoprs]-[A-Za-z0-9-]{8,}/g],
  ['slack-webhook', 33, ['hooks.slack.com'], /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{8,}/g],
  ['aws-key', 20, ['AKIA', 'ASIA', 'AROA'], /(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA)[A-Z0-9]{16}/g],
  ['google-key', 39, ['AIza'], /AIza[A-Za-z0-9_-]{35}/g],
  ['google-token', 21, ['ya29.'], /ya29\.[A-Za-z0-9_-]{16,}/g],
  ['stripe-key', 20, ['_live_', '_test_'], /[rsw]k_(?:live|test)_[A-Za-z0-9]{12,}|whsec_[A-Za-z0-9]{16,}/g],
  ['npm-token', 34, ['npm_'], /npm_[A-Za-z0-9]{30,}/g],
  ['pypi-token', 37, ['pypi-'], /pypi-[A-Za-z0-9_-]{32,}/g],
  ['huggingface-token', 23, ['hf_'], /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{20,}/g],
  ['grafana-token', 24, ['glsa_', 'glc_'], /gl(?:sa|c)_[A-Za-z0-9_+/=-]{20,}/g],
  ['sendgrid-key', 36, ['SG.'], /(?<![\w-])SG\.[\w-]{16,64}\.[\w-]{16,}/g],
  ['jwt', 16, ['eyJ'], /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g],
];

const VALUE_QUOTED = '\\\\?["\'](?!\\[redacted:)([^"\'\\\\]+)';
const VALUE_BARE = '(?!\\[redacted:)([^\\s"\'&,;<>(){}\\[\\]\\\\]{6,})';

/** `name = value`, also as JSON inside of text. */
const named = (value: string): RegExp =>
  new RegExp(`(?<![a-z0-9])(?:[a-z0-9]{1,30}[_-]){0,4}(?:${NAMED})\\\\?["']?\\s{0,3}[:=]\\s{0,3}${value}`, 'dgi');

/** What opens doors: on unless switched off. */
export const SECRET_FINDERS: readonly Finder[] = [
  byExpression(
    { kind: 'private-key', least: 27 },
    ['PRIVATE KEY'],
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g
  ),
  ...ISSUED.map(([kind, least, hints, expression]) => byExpression({ kind, least }, hints, expression)),
  byExpression(
    { kind: 'authorization', least: 22 },
    /authorization/i,
    /authorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?:[a-z]{1,20}\s{1,3})?(?!\[redacted:)([a-z0-9._~+/=-]{8,})/dgi
  ),
  byExpression(
    { kind: 'authorization', least: 15 },
    /bearer/i,
    /(?<![a-z])bearer\s{1,3}((?=[a-z._~+/=-]{0,64}\d)[a-z0-9._~+/=-]{8,})/dgi
  ),
  byExpression(
    { kind: 'url-password', least: 6 },
    ['://'],
    /:\/\/[^\s/@:"'[\]]{0,128}:(?!\[redacted:)([^\s/@"']{1,256})@/dg
  ),
  byExpression({ kind: 'password', least: 6 }, NAMED_HINT, named(VALUE_QUOTED)),
  byExpression({ kind: 'password', least: 10 }, NAMED_HINT, named(VALUE_BARE)),
];
