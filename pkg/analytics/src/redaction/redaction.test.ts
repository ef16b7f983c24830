import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedaction, createRedactor, DEFAULT_REDACTION, PERSONAL_KINDS } from './index';

const everything = { ...DEFAULT_REDACTION, personal: [...PERSONAL_KINDS] };
const redact = createRedactor(everything);

/** Assembled here, so that no scanner takes this file for a leak. */
const glue = (...parts: string[]): string => parts.join('');

const SECRETS: ReadonlyArray<readonly [string, string]> = [
  ['an OpenAI key', glue('sk-', 'proj-', 'a1B2c3D4e5F6g7H8i9J0')],
  ['an Anthropic key', glue('sk-', 'ant-api03-', 'a1B2c3D4e5F6g7H8i9J0-_x')],
  ['a GitHub token', glue('gh', 'p_', 'abcdefghijklmnopqrstuvwxyz0123456789')],
  ['a fine-grained GitHub token', glue('github', '_pat_', '11ABCDEFG0abcdefghijkl_mnopqrstuv')],
  ['a GitLab token', glue('gl', 'pat-', 'abcdefghij0123456789')],
  ['a Slack token', glue('xo', 'xb-', '123456789012-abcdefghij')],
  ['an AWS key id', glue('AK', 'IA', 'ABCDEFGHIJKLMNOP')],
  ['a Google key', glue('AI', 'za', 'SyA1234567890abcdefghijklmnopqrstuv')],
  ['a Stripe key', glue('sk', '_live_', 'abcdefghijklmnop1234')],
  ['an npm token', glue('np', 'm_', 'abcdefghijklmnopqrstuvwxyz0123456789')],
  ['a Hugging Face token', glue('h', 'f_', 'abcdefghijklmnopqrstuvwxyz')],
  ['a Grafana token', glue('gl', 'sa_', 'abcdefghijklmnopqrstuvwxyz012345_0a1b2c3d')],
  ['a JSON web token', glue('ey', 'JhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxIn0.', 'c2lnbmF0dXJl')],
];

const PERSONAL: ReadonlyArray<readonly [string, string]> = [
  ['an e-mail address', 'ana.lopez+jobs@mail.example.co.uk'],
  ['a card number', '4111 1111 1111 1111'],
  ['a card number in one piece', '5500005555555559'],
  ['an American Express number', '3782-822463-10005'],
  ['an account number', 'DE89 3704 0044 0532 0130 00'],
  ['an account number in one piece', 'GB82WEST12345698765432'],
  ['a phone number', '+49 30 901820 55'],
  ['a phone number of North America', '(555) 010-1234'],
  ['a social security number', '078-05-1120'],
  ['an address of a computer', '192.168.17.4'],
];

describe('T5, B2: what is masked', () => {
  it.each([...SECRETS, ...PERSONAL])('T5: %s, wherever it stands in a text', (_what, secret) => {
    for (const text of [secret, `see ${secret}.`, `{"a":"${secret}"}`, `before\n${secret}\nafter`, `(${secret})`]) {
      const masked = redact(text);
      expect(masked).toContain('[redacted:');
      expect(masked).not.toContain(secret);
    }
  });

  it.each([
    glue('sk-', 'a1B2c3D4e5F6g7H8'),
    glue('gh', 'p_', 'a1B2c3D4e5F6g7H8'),
    glue('github', '_pat_', 'a1B2c3D4e5F6g7H8'),
    glue('gl', 'pat-', 'a1B2c3D4e5F6g7H8'),
    glue('xo', 'xb-', '12345678'),
    glue('hooks.slack', '.com/services/', 'a1B2c3D4'),
    glue('AK', 'IA', 'ABCDEFGHIJKLMNOP'),
    glue('AI', 'za', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R'),
    glue('ya', '29.', 'a1B2c3D4e5F6g7H8'),
    glue('sk', '_live_', 'abcdefghijkl'),
    glue('np', 'm_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5'),
    glue('py', 'pi-', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6'),
    glue('h', 'f_', 'abcdefghijklmnopqrst'),
    glue('gl', 'c_', 'a1B2c3D4e5F6g7H8i9J0'),
    glue('S', 'G.', 'a1B2c3D4e5F6g7H8.', 'a1B2c3D4e5F6g7H8'),
    glue('ey', 'JhbGciOiJ.eyJz'),
    '-----BEGIN PRIVATE KEY-----',
    'authorization:a1B2c3D4',
    'bearer a1b2c3d4',
    'x://:p@',
    'pwd="x',
    'pwd=hunter',
    'a@b.co',
    '4222222222222',
    '+1234567',
    '078-05-1120',
    '1.1.1.1',
  ])('T5: the shortest of each kind: %s', (secret) => {
    expect(redact(secret)).toContain('[redacted:');
  });

  it.each([
    ['password=hunter2hunter2', 'hunter2hunter2'],
    ['DB_PASSWORD: hunter22', 'hunter22'],
    ['{"apiKey": "abc"}', '"abc"'],
    ['{\\"client_secret\\":\\"s3cr3t\\"}', 's3cr3t'],
    ["access_token='abc def'", 'abc def'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI'],
    ['Authorization: Basic dXNlcjpwYXNzMQ==', 'dXNlcjpwYXNzMQ=='],
    ['curl -H "authorization: Bearer abcdef0123456789"', 'abcdef0123456789'],
    ['postgres://app:pa55-word@db:5432/x', 'pa55-word'],
  ])('T5: a secret told by its name: %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it('T5: a private key to its end, or to the end of the text when it was cut off', () => {
    const [begin, end] = [glue('-----BEGIN RSA ', 'PRIVATE KEY-----'), glue('-----END RSA ', 'PRIVATE KEY-----')];
    expect(redact(`a ${begin}\nMIIE\n${end} b`)).toBe('a [redacted:private-key] b');
    expect(redact(`a ${begin}\nMIIE`)).toBe('a [redacted:private-key]');
  });

  it('T5: a card number beside other numbers', () => {
    expect(redact('order 12 4111 1111 1111 1111 x3')).toBe('order 12 [redacted:card] x3');
  });
});

describe('T5, B2: what is left alone', () => {
  it.each([
    'max_tokens: 100000 and input_tokens=123456789',
    'gen_ai.usage.input_tokens',
    'The token count is 12.',
    '4111 1111 1111 1112',
    '1732309782123456789',
    '2026-11-22T20:36:06.123456789Z',
    '0af7651916cd43dd8448eb211c80319c',
    'DE00 3704 0044 0532 0130 00',
    'call @ana about claude-sonnet-4-5-20250929',
    'v1.2.3 released',
    'task-list and sk-short',
    'node_modules/@scope/name',
    'https://example.com:8080/path',
  ])('T5: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('T5: personal data that is not asked for', () => {
    const none = createRedactor({ ...DEFAULT_REDACTION, personal: [] });
    for (const [, text] of PERSONAL) {
      expect(none(text)).toBe(text);
    }
  });

  it('T5: secrets when they are switched off', () => {
    const off = createRedactor({ ...DEFAULT_REDACTION, secrets: false });
    for (const [, text] of SECRETS) {
      expect(off(text)).toBe(text);
    }
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...SECRETS.map(([, text]) => text), ...PERSONAL.map(([, text]) => text)),
        fc.constantFrom(
          'password',
          'token',
          '=',
          ':',
          ' ',
          '"',
          "'",
          '\\',
          '@',
          '-',
          '://',
          'Bearer ',
          '[redacted:',
          ']'
        ),
        fc.string({ maxLength: 12 })
      ),
      { maxLength: 12 }
    )
    .map((parts) => parts.join(''))
);

describe('T5, B2: properties', () => {
  it('T5: masking what is masked changes nothing', () => {
    const words = fc.constantFrom(
      ...SECRETS.map(([, text]) => text),
      ...PERSONAL.map(([, text]) => text),
      'password=',
      'see'
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.constantFrom(' ', '\n', ', ', '; '), (parts, between) => {
        const once = redact(parts.join(between));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 500 }
    );
  });

  it('T5: a mask stays as it is, whatever stands beside it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const masks = (plain: string): number => plain.match(/\[redacted:[a-z-]+\]/g)?.length ?? 0;
        const once = redact(text);
        expect(masks(redact(once))).toBeGreaterThanOrEqual(masks(once));
      }),
      { numRuns: 1_000 }
    );
  });

  it('T5: what would be masked is told as what is masked: in order, apart, inside the text', () => {
    const { describe: tell, text: mask } = createRedaction(everything);
    fc.assert(
      fc.property(anyText, (text) => {
        const findings = tell(text);
        const rebuilt = findings.reduceRight(
          (whole, { kind, start, end }) => `${whole.slice(0, start)}[redacted:${kind}]${whole.slice(end)}`,
          text
        );
        expect(rebuilt).toBe(mask(text));
        findings.forEach((finding, index) => {
          expect(finding.start).toBeGreaterThanOrEqual(findings[index - 1]?.end ?? 0);
          expect(finding.end).toBeGreaterThan(finding.start);
          expect(finding.end).toBeLessThanOrEqual(text.length);
        });
      }),
      { numRuns: 1_000 }
    );
  });

  it.each([
    'eyJ',
    'eyJ-',
    'a@',
    'a.',
    'sk-',
    'password=',
    'password_',
    'a_',
    '1 ',
    '1-',
    '4111 ',
    'DE89 ',
    '://a:',
    '://',
    '+1 ',
    '1.',
    'SG.aaaaaaaaaaaaaaaa',
    glue('-----BEGIN ', 'PRIVATE KEY-----'),
    'authorization:',
    'bearer ',
    'bearer a',
    '[redacted:',
    'token token',
  ])('T5: takes linear time on endless %j', (piece) => {
    const time = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const runs = Array.from({ length: 2 }, () => {
        const before = process.hrtime.bigint();
        redact(text);
        return Number(process.hrtime.bigint() - before) / 1e6;
      });
      return Math.min(...runs);
    };
    // Quadratic work on so many letters would take minutes; linear work takes well under a second.
    expect(time(200_000)).toBeLessThan(2_000);
  });
});

describe('B2: attributes', () => {
  const redaction = createRedaction({
    ...DEFAULT_REDACTION,
    keys: ['customer.name'],
    patterns: [{ name: 'acme-id', prefix: 'acme.', characters: 'digits', min: 4 }],
  });

  it('B2: one whose name says it is a secret is masked whole', () => {
    for (const key of [
      'http.request.header.authorization',
      'DB_PASSWORD',
      'apiKey',
      'x-api-key',
      'session.token',
      'customer.name',
    ]) {
      expect(redaction.value(key, 'plain')).toBe('[redacted:secret]');
    }
  });

  it('B2: counts of tokens are no secrets', () => {
    for (const key of [
      'gen_ai.usage.input_tokens',
      'gen_ai.token.type',
      'llm.token_count.prompt',
      'tokens_used',
      'key',
    ]) {
      expect(redaction.value(key, 'input')).toBe('input');
      expect(redaction.value(key, 12)).toBe(12);
    }
  });

  it('B2: nested values are walked', () => {
    expect(redaction.value('args', { user: ['ana@example.org'], password: 'x', n: 1 })).toEqual({
      user: ['[redacted:email]'],
      password: '[redacted:secret]',
      n: 1,
    });
  });

  it('T5: own patterns', () => {
    expect(redaction.text('id acme.12345 acme.12 acmeX12345')).toBe('id [redacted:acme-id] acme.12 acmeX12345');
  });

  it('B2: each masked piece is counted by kind', () => {
    const counted: string[] = [];
    createRedaction(DEFAULT_REDACTION, (kind) => counted.push(kind)).text('a@b.co and c@d.co');
    expect(counted).toEqual(['email', 'email']);
  });
});
