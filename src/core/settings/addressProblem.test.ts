import { addressProblem, tidyAddress } from './addressProblem';

describe('D1: addresses in the settings', () => {
  it.each(['', 'http://localhost:4319', 'https://eljefe.example/base'])('accepts %j', (text) => {
    expect(addressProblem(text)).toBeNull();
  });

  it.each(['localhost:4319', 'ftp://x', 'http://user:secret@host', 'http://host/?a=1', 'nonsense'])(
    'says what is wrong with %j',
    (text) => {
      expect(addressProblem(text)).toMatch(/\.$/);
    }
  );

  it('takes spaces and closing slashes away', () => {
    expect(tidyAddress('  http://host:1// ')).toBe('http://host:1');
  });
});
