import { ERROR_CATEGORIES, type ErrorCategory } from '@eljefe/contract';

/** Patterns over lower-cased text, tried in order: the first that matches decides. Specific before general. */
const PATTERNS: ReadonlyArray<readonly [ErrorCategory, RegExp]> = [
  [
    'context_overflow',
    /context[ _-]?(length|window|overflow|limit)|maximum context|prompt is too long|too many (input )?tokens|context_length_exceeded/,
  ],
  ['quota', /quota|insufficient[ _]?(credit|fund|balance)|credit balance|billing|payment required|\b402\b/],
  ['rate_limit', /rate[ _-]?limit|too many requests|throttl|\b429\b/],
  ['timeout', /time[ds]?[ _-]?out|deadline exceeded|timeouterror|\betimedout\b|\b(408|504)\b|api_timeout/],
  [
    'auth',
    /unauthori[sz]ed|forbidden|authenticat|invalid[ _]?(api[ _]?)?key|permission denied|auth_error|\b(401|403)\b/,
  ],
  ['content_filter', /content[ _-]?(filter|policy)|safety|refusal|refused by policy|moderation/],
  ['truncated', /truncat|max[ _-]?(output[ _-]?)?tokens|finish[ _]reason.{0,5}length|unexpected end of (json|output)/],
  [
    'network',
    /econn(refused|reset|aborted)|connection (refused|reset|aborted|error|closed)|enotfound|dns|getaddrinfo|network|socket hang up|epipe/,
  ],
  [
    'dependency',
    /\b(5\d\d|529)\b|overloaded|server[ _]?error|service unavailable|bad gateway|upstream|server_overload|internal server/,
  ],
  ['cancelled', /cancel|interrupted by|user_abort|aborted by/],
  ['rejected', /reject/],
  [
    'tool_error',
    /tool[ _-]?(error|call|execution|failed|result)|shellerror|command failed|exit code|error:e[a-z]+|no such file|traceback|exception|mcp|subprocess/,
  ],
];

const asCategory = (word: string): ErrorCategory | null =>
  ERROR_CATEGORIES.find((category) => category === word.trim().toLowerCase()) ?? null;

const byPattern = (text: string): ErrorCategory | null => {
  const lower = text.toLowerCase();
  return PATTERNS.find(([, pattern]) => pattern.test(lower))?.[0] ?? null;
};

/**
 * Why something failed: named types first, free text next.
 * @returns a category; `unknown` when there is text that says nothing known; null when there is no error text at all
 */
export const errorCategory = (types: readonly string[], message: string | null): ErrorCategory | null => {
  const texts = [...types, message ?? ''].filter((text) => text.trim() !== '');
  if (texts.length === 0) {
    return null;
  }
  for (const read of [asCategory, byPattern]) {
    const found = texts.map(read).find((category) => category !== null);
    if (found) {
      return found;
    }
  }
  return 'unknown';
};
