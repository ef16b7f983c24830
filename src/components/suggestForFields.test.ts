import { getPanelDataSummary, toDataFrame, VisualizationSuggestionScore } from '@grafana/data';

import { suggestForFields } from './suggestForFields';

const frame = (...names: string[]) => toDataFrame({ fields: names.map((name) => ({ name, values: ['x'] })) });
const suggest = suggestForFields<{ showFilterBar: boolean }>({
  fields: ['job_id', 'status'],
  preview: { showFilterBar: false },
});

describe('V3: a panel is suggested', () => {
  it('for a frame with all its fields, as the best choice, and small without its bars', () => {
    const [found] = suggest(getPanelDataSummary([frame('time', 'value'), frame('status', 'job_id', 'task')])) ?? [];
    expect(found?.score).toBe(VisualizationSuggestionScore.Best);
    const card = { options: {} };
    found?.cardOptions?.previewModifier?.(card);
    expect(card.options).toEqual({ showFilterBar: false });
  });

  it.each([
    ['no frame', []],
    ['a frame with some of them', [frame('job_id')]],
    ['fields in different frames', [frame('job_id'), frame('status')]],
  ])('not for %s', (_, frames) => {
    expect(suggest(getPanelDataSummary(frames))).toBeUndefined();
  });
});
