import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addUsage, canonicalUsage, NO_USAGE, type RawUsage, type Semantics } from './tokens';

const anyone = { provider: null, model: null };
const count = fc.option(fc.integer({ min: 0, max: 1_000_000 }));
const usage = fc.record({ input: count, output: count, cacheRead: count, cacheWrite: count, reasoning: count });
const semantics = fc.constantFrom<Semantics>('inclusive', 'exclusive', 'unknown');
const providers = fc
  .constantFrom('anthropic', 'openai', 'aws.bedrock', null)
  .map((provider) => ({ provider, model: null }));

const raw = (more: Partial<RawUsage>): RawUsage => ({ ...NO_USAGE, ...more });

describe('want 7: one meaning of token counts', () => {
  it('A4.2 rule 1: fresh input is never negative, whatever a source sends', () => {
    fc.assert(
      fc.property(usage, semantics, providers, (counted, how, from) => {
        const { input, cacheRead, cacheWrite } = canonicalUsage(counted, how, from) ?? NO_USAGE;
        expect((input ?? 0) - (cacheRead ?? 0) - (cacheWrite ?? 0)).toBeGreaterThanOrEqual(0);
      })
    );
  });

  it('A4.2 rule 1: one call counted both ways comes to the same', () => {
    const parts = fc.record({
      fresh: fc.nat(1e6),
      read: fc.nat(1e6),
      write: fc.nat(1e6),
      output: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(parts, ({ fresh, read, write, output }) => {
        const cached = { output, cacheRead: read, cacheWrite: write };
        const inclusive = canonicalUsage(raw({ ...cached, input: fresh + read + write }), 'inclusive', anyone);
        const exclusive = canonicalUsage(raw({ ...cached, input: fresh }), 'exclusive', anyone);
        expect({ ...exclusive, assumed: null }).toEqual({ ...inclusive, assumed: null });
      })
    );
  });

  it('A4.2 rule 1: more cached than input on an inclusive source: taken as exclusive, and flagged', () => {
    expect(
      canonicalUsage(raw({ input: 5, cacheRead: 128_955, cacheWrite: 1_253, output: 1 }), 'inclusive', anyone)
    ).toMatchObject({
      input: 130_213,
      assumed: true,
    });
  });

  it('A4.2: where the source does not say, the provider decides, and it is flagged', () => {
    const counted = raw({ input: 1_000, cacheRead: 100, output: 1 });
    expect(canonicalUsage(counted, 'unknown', { provider: 'anthropic', model: null })).toMatchObject({
      input: 1_100,
      assumed: true,
    });
    expect(canonicalUsage(counted, 'unknown', { provider: 'openai', model: 'gpt-4o' })).toMatchObject({
      input: 1_000,
      assumed: true,
    });
  });

  it('A4.2 rule 5: nothing counted is absent, not zero', () => {
    expect(canonicalUsage(NO_USAGE, 'inclusive', anyone)).toBeNull();
    expect(canonicalUsage(raw({ input: 0, output: 0 }), 'inclusive', anyone)).toBeNull();
  });

  it('A4.2 rule 5: a count that one call lacks stays absent in its own record, and is not invented in the sum', () => {
    expect(canonicalUsage(raw({ input: 10 }), 'inclusive', anyone)).toMatchObject({
      input: 10,
      output: null,
      reasoning: null,
    });
    expect(addUsage(raw({ input: 1 }), raw({ output: 2 }))).toEqual(raw({ input: 1, output: 2 }));
  });

  it('A4.2 rule 6: reasoning is part of the output: it changes no other count', () => {
    fc.assert(
      fc.property(usage, semantics, (counted, how) => {
        const without = canonicalUsage({ ...counted, reasoning: null }, how, anyone);
        const withIt = canonicalUsage(counted, how, anyone);
        expect(withIt && { ...withIt, reasoning: null }).toEqual(without);
      })
    );
  });

  it('A4.2: sums do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(usage, { maxLength: 6 }), (all) => {
        expect(all.reduceRight(addUsage, NO_USAGE)).toEqual(all.reduce(addUsage, NO_USAGE));
      })
    );
  });
});
