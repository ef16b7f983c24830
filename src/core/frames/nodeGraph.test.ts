import { type DataFrame, FieldType } from '@grafana/data';

import { nodeGraph } from './nodeGraph';

const text = (name: string, values: string[]) => ({ name, type: FieldType.string, values, config: {} });

const nodes: DataFrame = {
  name: 'nodes',
  refId: 'A',
  length: 3,
  meta: { preferredVisualisationType: 'nodeGraph' },
  fields: [
    text('id', ['a', 'b', 'c']),
    text('title', ['plan', 'write', 'review']),
    text('status', ['completed', 'failed', 'odd word']),
  ],
};

const column = (frame: DataFrame, name: string) => frame.fields.find((field) => field.name === name)?.values;

describe('I1, V2: steps as Grafana’s node graph', () => {
  it('draws one ring around each node, in the colour of its status', () => {
    const drawn = nodeGraph(nodes);
    expect(column(drawn, 'arc__done')).toEqual([1, 0, 0]);
    expect(column(drawn, 'arc__failed')).toEqual([0, 1, 0]);
    expect(column(drawn, 'arc__other')).toEqual([0, 0, 1]);
    const arcs = drawn.fields.filter(({ name }) => name.startsWith('arc__'));
    const sums = [0, 1, 2].map((row) => arcs.reduce((sum, { values }) => sum + Number(values[row]), 0));
    expect(sums).toEqual([1, 1, 1]);
  });

  it('leaves the columns that panels read as they were, and adds details for the menu of a node', () => {
    const drawn = nodeGraph(nodes);
    expect(drawn.fields.slice(0, 3)).toEqual(nodes.fields);
    expect(column(drawn, 'detail__status')).toEqual(['completed', 'failed', 'odd word']);
    expect(column(drawn, 'detail__cost')).toBeUndefined();
  });

  it('says a share in percent, and names both figures for the legend', () => {
    const share = {
      name: 'secondarystat',
      type: FieldType.number,
      values: [0.126, null, 1],
      config: { unit: 'percentunit', displayNameFromDS: 'Share of the critical path' },
    };
    const drawn = nodeGraph({ ...nodes, fields: [...nodes.fields, share] });
    expect(column(drawn, 'secondarystat')).toEqual(['13 %', '', '100 %']);
    expect(drawn.fields.find(({ name }) => name === 'secondarystat')?.config.displayName).toBe(
      'Share of the critical path'
    );
  });

  it('leaves the frame of edges alone', () => {
    const edges: DataFrame = { ...nodes, name: 'edges', fields: [text('source', []), text('target', [])], length: 0 };
    expect(nodeGraph(edges)).toBe(edges);
  });
});
