import i18next from 'i18next';

import { forgetTexts, t, tCount } from './t';

const speak = async (language: string, texts: object) => {
  i18next.addResourceBundle(language, 'translation', texts, true, true);
  await i18next.changeLanguage(language);
  forgetTexts();
};

describe('texts in the language of the user', () => {
  beforeEach(() => t('test.first', 'First'));

  afterEach(async () => {
    await i18next.changeLanguage('en-US');
    forgetTexts();
  });

  it('are the English ones of the code when there is no translation', () => {
    expect(t('test.greeting', 'Hello {{name}}', { name: 'you' })).toBe('Hello you');
  });

  it('do not escape values, since React does', () => {
    expect(t('test.path', 'In {{path}}', { path: 'a/b & <c>' })).toBe('In a/b & <c>');
  });

  it.each([
    [0, '0 agents'],
    [1, '1 agent'],
    [2, '2 agents'],
  ])('count in English: %p', (count, expected) => {
    expect(tCount('test.agents', { one: '{{count}} agent', other: '{{count}} agents' }, { count })).toBe(expected);
  });

  it('are translated, counted ones too', async () => {
    await speak('de-DE', { test: { word: 'Wort', agents_one: '{{count}} Agent', agents_other: '{{count}} Agenten' } });
    expect(t('test.word', 'Word')).toBe('Wort');
    expect(t('test.other', 'Untranslated')).toBe('Untranslated');
    expect(tCount('test.agents', { one: '{{count}} agent', other: '{{count}} agents' }, { count: 3 })).toBe(
      '3 Agenten'
    );
  });

  it('are looked up again after the language changed', async () => {
    expect(t('test.kept', 'Kept')).toBe('Kept');
    await speak('de-DE', { test: { kept: 'Behalten' } });
    expect(t('test.kept', 'Kept')).toBe('Behalten');
  });
});
