import { LoadingState, type TypedVariableModel, VariableHide } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';

import { templateReader } from './templateReader';

const customVariable = (name: string, value: string | string[]): TypedVariableModel => ({
  type: 'custom',
  id: name,
  name,
  rootStateKey: null,
  global: false,
  hide: VariableHide.dontHide,
  skipUrlSync: false,
  index: 0,
  state: LoadingState.Done,
  error: null,
  description: null,
  multi: true,
  includeAll: true,
  allValue: null,
  query: '',
  options: [],
  current: { text: value, value, selected: true },
});

/** Variables as Grafana's template service holds them, with its format functions. */
const templates = (held: Record<string, string | string[]>, options: string[] = ['a', 'b']): TemplateSrv => {
  const valueOf = (name: string): string | string[] | undefined => {
    const value = held[name];
    return value === '$__all' || value?.[0] === '$__all' ? options : value;
  };
  return {
    replace: (text = '', scopedVars, format) =>
      text.replace(/\$\{?(\w+)\}?/g, (match, name: string) => {
        const value = scopedVars?.[name]?.value ?? valueOf(name);
        if (value === undefined) {
          return match;
        }
        return typeof format === 'function' ? format(value, {}, () => '') : String(value);
      }),
    getVariables: () => Object.entries(held).map(([name, value]) => customVariable(name, value)),
    containsTemplate: () => true,
    updateTimeRange: () => undefined,
  };
};

describe('I1: variables through the template service', () => {
  it('gives the values themselves, whatever characters they hold', () => {
    const reader = templateReader(templates({ agent: ['a,b', '{c}', 'd"e'] }), undefined);
    expect(reader.expand('$agent')).toEqual({ values: ['a,b', '{c}', 'd"e'], all: false });
  });

  it('multiplies text around variables', () => {
    const reader = templateReader(templates({ x: ['1', '2'], y: ['p', 'q'] }), undefined);
    expect(reader.expand('a-${x}-${y}').values).toEqual(['a-1-p', 'a-1-q', 'a-2-p', 'a-2-q']);
  });

  it('knows All, as one value and in a list', () => {
    expect(templateReader(templates({ agent: '$__all' }), undefined).expand('$agent').all).toBe(true);
    expect(templateReader(templates({ agent: ['$__all'] }), undefined).expand('${agent}').all).toBe(true);
    expect(templateReader(templates({ other: '$__all' }), undefined).expand('$agent').all).toBe(false);
  });

  it('takes one value of a repeated panel before the variable itself', () => {
    const reader = templateReader(templates({ agent: '$__all' }), { agent: { value: 'a', text: 'a' } });
    expect(reader.expand('$agent')).toEqual({ values: ['a'], all: false });
  });

  it('leaves plain text and unknown variables alone', () => {
    const reader = templateReader(templates({}), undefined);
    expect(reader.expand('plain')).toEqual({ values: ['plain'], all: false });
    expect(reader.expand('$nobody')).toEqual({ values: ['$nobody'], all: false });
  });
});
