import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { calcPrice, findProvider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type PriceOverride } from '@eljefe/contract';
import { BUNDLE_VERSION, createPricer, explainPrice, priceUsage, type TokenUsage } from './index';
import { fitsPattern } from './overrides';

const AT = Date.UTC(2026, 5, 1);

const usage = (more: Partial<TokenUsage>): TokenUsage => ({
  provider: 'anthropic',
  model: 'claude-sonnet-4-5',
  at: AT,
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  ...more,
});

const override = (more: Partial<PriceOverride>): PriceOverride => ({
  id: 'own-1',
  provider: null,
  model: 'house-*',
  from: null,
  to: null,
  input: 1,
  output: 2,
  cache_read: null,
  cache_write: null,
  cache_write_1h: null,
  note: '',
  author: 'ana',
  ...more,
});

describe('A4.2: the price of one call', () => {
  it.each<[string, Partial<TokenUsage>, number]>([
    ['100,000 fresh input', { input: 100_000 }, 0.3],
    ['one token over the long-context tier: the whole call costs more', { input: 200_001 }, 1.200006],
    ['all read from the cache', { input: 100_000, cacheRead: 100_000 }, 0.03],
    ['all written to the cache', { input: 100_000, cacheWrite: 100_000 }, 0.375],
    ['all written for an hour', { input: 100_000, cacheWrite: 100_000, cacheWrite1h: 100_000 }, 0.6],
    [
      'a regional Bedrock id',
      {
        provider: 'aws.bedrock',
        model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
        input: 1_000_000,
        output: 1_000_000,
      },
      19.8,
    ],
    ['vendor/model without a provider', { provider: null, model: 'anthropic/claude-sonnet-4-5', input: 100_000 }, 0.3],
    ['vendor/model beside its provider', { model: 'anthropic/claude-sonnet-4-5', input: 100_000 }, 0.3],
    ['output alone', { output: 1_000_000 }, 15],
  ])('A4.2: %s', (_what, more, usd) => {
    expect(priceUsage(usage(more))?.usd).toBeCloseTo(usd, 9);
  });

  it.each<[string, Partial<TokenUsage>, string]>([
    ['no usage at all', {}, 'absent usage'],
    ['more cached than input', { input: 10, cacheRead: 50 }, 'bad usage'],
    ['a negative count', { input: -1 }, 'bad usage'],
    ['a count that is no number', { input: Number.NaN }, 'bad usage'],
    ['more hour-long writes than writes', { input: 10, cacheWrite: 1, cacheWrite1h: 2 }, 'bad usage'],
    ['a model nobody lists', { model: 'no-such-model', input: 1 }, 'unknown model'],
    ['no model', { model: null, input: 1 }, 'unknown model'],
    ['a self-hosted provider', { provider: 'ollama', model: 'llama3', input: 1 }, 'unknown provider'],
    ['a model its provider does not sell', { provider: 'openai', input: 1 }, 'unknown model'],
    ['a time that is none', { input: 1, at: Number.NaN }, 'unknown model'],
  ])('A4.2: %s is unpriced with its reason, never 0 USD', (_what, more, reason) => {
    expect(explainPrice(usage(more))).toBe(reason);
    expect(priceUsage(usage(more))).toBeNull();
  });

  it.each([
    ['anthropic', 'anthropic', 'claude-sonnet-4-5'],
    ['azure.ai.openai', 'azure', 'gpt-4o'],
    ['az.ai.inference', 'azure', 'gpt-4o'],
    ['gcp.vertex_ai', 'google', 'gemini-2.5-pro'],
    ['gemini', 'google', 'gemini-2.5-pro'],
    ['mistral_ai', 'mistral', 'mistral-large-latest'],
    ['x_ai', 'x-ai', 'grok-4'],
    ['xai', 'x-ai', 'grok-4'],
    ['moonshot_ai', 'moonshotai', 'kimi-k2-0905-preview'],
  ])('A4.2: provider name %s is priced as %s', (name, providerId, model) => {
    const expected = calcPrice({ input_tokens: 1_000 }, model, { providerId, timestamp: new Date(AT) });
    expect(expected).not.toBeNull();
    expect(priceUsage(usage({ provider: name, model, input: 1_000 }))?.usd).toBeCloseTo(
      expected?.total_price ?? -1,
      12
    );
  });

  it('A4.2: equals the price table itself for every model, usage and time', () => {
    const providers = [
      'anthropic',
      'openai',
      'aws',
      'azure',
      'google',
      'mistral',
      'deepseek',
      'groq',
      'perplexity',
      'x-ai',
    ];
    const models = providers.flatMap((id) =>
      (findProvider({ providerId: id })?.models ?? []).map((m) => ({ id, model: m.id }))
    );
    const count = fc.integer({ min: 0, max: 400_000 });
    const arbitrary = fc.record({
      target: fc.constantFrom(...models),
      fresh: count,
      read: count,
      write: count,
      output: count,
      at: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2026, 11, 1) }),
    });
    const compare = ({
      target,
      fresh,
      read,
      write,
      output,
      at,
    }: typeof arbitrary extends fc.Arbitrary<infer T> ? T : never) => {
      const input = fresh + read + write;
      const counts = { input_tokens: input, output_tokens: output, cache_read_tokens: read, cache_write_tokens: write };
      const expected = calcPrice(counts, target.model, { providerId: target.id, timestamp: new Date(at) });
      const asked = usage({
        provider: target.id,
        model: target.model,
        at,
        input,
        output,
        cacheRead: read,
        cacheWrite: write,
      });
      const priced = explainPrice(asked);
      if (priced === 'not priced by tokens') {
        const prices = expected?.model_price ?? {};
        expect([prices['input_mtok'], prices['output_mtok']]).toEqual([undefined, undefined]);
      } else if (expected === null) {
        expect(priced).toBe('unknown model');
      } else {
        expect(priced).toMatchObject({ source: 'bundle', version: BUNDLE_VERSION });
        expect(typeof priced === 'string' ? priced : priced.usd).toBeCloseTo(expected.total_price, 9);
      }
    };
    fc.assert(fc.property(arbitrary, compare), { numRuns: 2_000 });
  });

  it('A4.2: a price that follows the hour is not taken from another hour of the day', () => {
    const [night, day] = [Date.UTC(2025, 2, 1, 17), Date.UTC(2025, 2, 1, 5)];
    const ask = (at: number) =>
      priceUsage(usage({ provider: 'deepseek', model: 'deepseek-chat', at, input: 1_000_000 }))?.usd;
    expect([ask(day), ask(night), ask(day)]).toEqual([0.27, 0.135, 0.27]);
  });

  it('A4.2: the version named is the one installed', () => {
    const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
    const manifest: unknown = JSON.parse(readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ version: BUNDLE_VERSION.split('@')[1] });
  });
});

describe('A4.2: the price of a whole job', () => {
  it('A4.2: many calls summed stay at base prices: no tier is claimed that no call reached', () => {
    expect(createPricer()(usage({ input: 400_000 }))?.usd).toBeCloseTo(1.2, 9);
  });

  it('A4.2: input told without its cached part is completed: 5 fresh + 128,955 read + 1,253 written', () => {
    const told = usage({ input: 5, cacheRead: 128_955, cacheWrite: 1_253 });
    const whole = usage({ input: 130_213, cacheRead: 128_955, cacheWrite: 1_253 });
    expect(createPricer()(told)).toEqual(createPricer()(whole));
    expect(createPricer()(told)?.usd).toBeCloseTo((5 * 3 + 128_955 * 0.3 + 1_253 * 3.75) / 1e6, 12);
  });

  it('A4.2: a job without tokens has no price', () => {
    expect(createPricer()(usage({}))).toBeNull();
  });
});

describe('T6: own prices', () => {
  const own = usage({ provider: 'ollama', model: 'House-7b', input: 1_000_000, output: 1_000_000 });

  it('T6: price what the table does not know, with the row as version', () => {
    expect(priceUsage(own, [override({})])).toEqual({ usd: 3, source: 'override', version: 'own-1' });
  });

  it('T6: win over the table', () => {
    const row = override({ model: 'claude-sonnet-*', input: 7 });
    expect(priceUsage(usage({ input: 1_000_000 }), [row])).toMatchObject({ usd: 7, source: 'override' });
  });

  it('T6: hold from their first instant up to, not at, their last', () => {
    const row = override({ from: AT, to: AT + 10 });
    const at = (time: number) => priceUsage({ ...own, at: time }, [row])?.source ?? null;
    expect([at(AT - 1), at(AT), at(AT + 9), at(AT + 10)]).toEqual([null, 'override', 'override', null]);
  });

  it('T6: the most specific one counts, in whatever order they are listed', () => {
    const rows = [
      override({ id: 'any', model: '*' }),
      override({ id: 'pattern', model: 'house-*' }),
      override({ id: 'exact', model: 'house-7b' }),
      override({ id: 'named', model: 'house-7b', provider: 'ollama' }),
      override({ id: 'named-later', model: 'house-7b', provider: 'Ollama', from: AT - 5 }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (listed) => {
        expect(priceUsage(own, listed)?.version).toBe('named-later');
      })
    );
  });

  it('T6: cached tokens without a price of their own cost what input costs', () => {
    const cached = { ...own, output: 0, cacheRead: 400_000, cacheWrite: 100_000 };
    expect(priceUsage(cached, [override({})])?.usd).toBe(1);
    expect(priceUsage(cached, [override({ cache_read: 0.1, cache_write: 2 })])?.usd).toBeCloseTo(0.5 + 0.04 + 0.2, 12);
  });

  it('T6: a pattern fits as the same pattern as a regular expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(letters, text, (pattern, candidate) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(fitsPattern(pattern, candidate)).toBe(expression.test(candidate));
      })
    );
  });
});
