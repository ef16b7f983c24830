import { describe, expect, it } from 'vitest';

import { compareTexts } from '../../tools/locales/compareTexts';
import { readTexts } from '../../tools/locales/readTexts';
import { collectTexts, fromTree, toTree } from '../../tools/locales/textTree';

const read = (code: string) => readTexts('a.tsx', code).map(({ key, text }) => [key, text]);

describe('B3: texts are read from the code', () => {
  it('finds plain texts, also inside JSX', () => {
    expect(read(`const A = () => <b title={t('a.title', "It's on")}>{t('a.b', 'Now {{x}}', { x: 1 })}</b>;`)).toEqual([
      ['a.title', "It's on"],
      ['a.b', 'Now {{x}}'],
    ]);
  });

  it('finds both forms of a counted text', () => {
    expect(
      read(`const a = (count) => tCount('a.n', { one: '{{count}} job', other: '{{count}} jobs' }, { count });`)
    ).toEqual([
      ['a.n_one', '{{count}} job'],
      ['a.n_other', '{{count}} jobs'],
    ]);
  });

  it('leaves other functions alone', () => {
    expect(read(`const a = () => at('x', 'y') + o.t('x', 'y') + translate('x', 'y');`)).toEqual([]);
  });

  it.each([
    [`const a = (k) => t(k, 'x');`, 'a.tsx:1: the key of a text must be a literal'],
    ["const a = (n) => t('a', `x ${n}`);", 'a.tsx:1: the English text of a must be a literal'],
    [`const a = t('a', 'x');`, 'a.tsx:1: a is asked for while the module loads'],
  ])('refuses %s', (code, message) => {
    expect(() => read(code)).toThrow(message);
  });
});

describe('B3: texts are kept as i18next reads them', () => {
  const texts = [
    { key: 'b.x', text: '1', where: 'f:1' },
    { key: 'a', text: '2', where: 'f:2' },
    { key: 'b.x', text: '1', where: 'f:3' },
  ];

  it('nests them, sorted, and back', () => {
    const collected = collectTexts(texts);
    expect(JSON.stringify(toTree(collected))).toBe('{"a":"2","b":{"x":"1"}}');
    expect(new Map(fromTree(toTree(collected)))).toEqual(collected);
  });

  it('refuses one key with two texts, and a key that is text and folder at once', () => {
    expect(() => collectTexts([...texts, { key: 'a', text: '3', where: 'f:4' }])).toThrow(
      'f:4: a has another text in f:2'
    );
    expect(() =>
      toTree(
        new Map([
          ['a', '1'],
          ['a.b', '2'],
        ])
      )
    ).toThrow('a is a text already');
  });
});

describe('B3: a translation is held against the English texts', () => {
  const english = new Map([
    ['a', 'Now'],
    ['b', '{{n}} of {{m}}'],
    ['c_one', '{{count}} job'],
  ]);

  it('names what is missing and what lost its values', () => {
    expect(
      compareTexts(
        english,
        new Map([
          ['b', '{{n}} von {{x}}'],
          ['c_one', 'ein Auftrag'],
        ])
      )
    ).toEqual(['a: not translated: Now', 'b: has the values (n, x) instead of (m, n)']);
  });

  it('is content with a whole one, in any order of values', () => {
    const whole = new Map([
      ['a', 'Jetzt'],
      ['b', 'von {{m}} {{n}}'],
      ['c_one', '{{count}} Auftrag'],
    ]);
    expect(compareTexts(english, whole)).toEqual([]);
  });
});
