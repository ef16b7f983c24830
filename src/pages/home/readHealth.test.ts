import { readHealth } from './readHealth';

const frame = (parts: Array<Record<string, unknown>>, score: number | null = 98.4) => ({
  name: 'insights',
  fields: [],
  meta: { health: { score, parts } },
});
const SUCCESS = { name: 'success', attainment: 1, text: '98 % of 400 jobs succeeded, target 95 %' };
const STORE = { name: 'store', attainment: 1, text: 'takes and answers' };

describe('P5: the health score on the home page', () => {
  it('comes with the parts that are known, in the service’s words', () => {
    const unknown = { name: 'resources', attainment: null, text: 'no host tells its resources: not counted' };
    expect(readHealth(frame([SUCCESS, STORE, unknown]))).toEqual({ score: 98.4, parts: [SUCCESS.text, STORE.text] });
  });

  it('is not told where too little work was done to judge it: a running store alone is no health', () => {
    expect(readHealth(frame([{ ...SUCCESS, attainment: null }, STORE]))).toBeNull();
  });

  it('is not told where the service gives none, or something else', () => {
    expect(readHealth(frame([SUCCESS], null))).toBeNull();
    expect(readHealth(undefined)).toBeNull();
    expect(readHealth({ name: 'insights', fields: [], meta: { health: 'good' } })).toBeNull();
  });
});
