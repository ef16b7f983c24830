import { buildTree } from './buildTree';
import { selfTimeMs } from './selfTime';
import { spanTexts } from './spanTexts';
import { SMALL_TRACE, span, T0 } from './trace.fixtures';
import { treeStep } from './traceKeys';
import { visibleNodes } from './visibleNodes';

const tree = buildTree(SMALL_TRACE);
const at = (id: string): number => tree.nodes.findIndex((node) => node.span.id === id);
const state = (active: string, folds: string[] = []) => {
  const folded = new Set(folds);
  const shown = visibleNodes(tree, { onlyFailed: false, search: '', window: null }, folded);
  return { tree, shown, folded, active: at(active) };
};

describe('T1: keys in the tree', () => {
  it.each([
    ['ArrowDown', 'root', { kind: 'move', to: at('plan') }],
    ['ArrowUp', 'root', { kind: 'move', to: at('root') }],
    ['End', 'root', { kind: 'move', to: at('test') }],
    ['Home', 'test', { kind: 'move', to: at('root') }],
    ['ArrowRight', 'plan', { kind: 'move', to: at('chat') }],
    ['ArrowRight', 'chat', null],
    ['ArrowLeft', 'plan', { kind: 'fold', id: 'plan' }],
    ['ArrowLeft', 'chat', { kind: 'move', to: at('plan') }],
    ['Enter', 'chat', { kind: 'open', at: at('chat') }],
    ['Escape', 'chat', { kind: 'close' }],
    ['f', 'root', { kind: 'move', to: at('test') }],
    ['x', 'root', null],
  ])('%s on %s', (key, active, step) => {
    expect(treeStep(key, state(active))).toEqual(step);
  });

  it('opens a fold with the right arrow and steps over it with the down arrow', () => {
    expect(treeStep('ArrowRight', state('plan', ['plan']))).toEqual({ kind: 'unfold', id: 'plan' });
    expect(treeStep('ArrowDown', state('plan', ['plan']))).toEqual({ kind: 'move', to: at('code') });
  });
});

describe('T1: what a span tells', () => {
  it('counts its own time without that of its children, however they overlap', () => {
    const overlapping = buildTree([
      span({ id: 'p', durationMs: 1_000 }),
      span({ id: 'a', parentId: 'p', durationMs: 400 }),
      span({ id: 'b', parentId: 'p', startMs: T0 + 200, durationMs: 400 }),
      span({ id: 'late', parentId: 'p', startMs: T0 + 900, durationMs: 5_000 }),
    ]);
    expect(selfTimeMs(overlapping, 0)).toBe(300);
  });

  it('reads messages with parts, with plain content and as plain text, each with its voice', () => {
    const tags = [
      { key: 'gen_ai.system_instructions', value: '[{"type":"text","content":"Be brief."}]' },
      {
        key: 'gen_ai.input.messages',
        value: '[{"role":"user","parts":[{"type":"text","content":"Sum it up"}]},{"role":"tool","content":"42"}]',
      },
      {
        key: 'gen_ai.output.messages',
        value: '[{"role":"assistant","parts":[{"type":"tool_call","name":"search","arguments":{"q":"x"}}]}]',
      },
      { key: 'gen_ai.tool.call.result', value: 'not json' },
    ];
    const said = spanTexts(span({ id: 's', tags }));
    expect(said.map(({ voice }) => voice)).toEqual(['system', 'user', 'tool', 'result', 'assistant']);
    expect(said[1]?.text).toBe('Sum it up');
    expect(said[4]?.text).toContain('search(');
  });

  it('finds texts on events, and says nothing where none were stored', () => {
    const events = [{ atMs: T0, name: 'details', fields: [{ key: 'gen_ai.prompt', value: 'Hello' }] }];
    expect(spanTexts(span({ id: 's', events }))).toEqual([{ voice: 'user', text: 'Hello' }]);
    expect(spanTexts(span({ id: 's' }))).toEqual([]);
  });
});
