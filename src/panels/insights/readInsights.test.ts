import { errorRate, HEALTH, insight, insightsFrame, stuck } from './insights.fixtures';
import { insightsInWords } from './insightsInWords';
import { readEvidence } from './readEvidence';
import { readInsights } from './readInsights';

const modelOf = (frame: ReturnType<typeof insightsFrame>) => {
  const answer = readInsights([frame]);
  if (answer.kind !== 'insights') {
    throw new Error(`read as ${answer.kind}`);
  }
  return answer.model;
};

describe('P5: the frame of insights', () => {
  it('is read worst first, with the figures beside it', () => {
    const { rows, figures } = modelOf(insightsFrame({ insights: [insight('a'), errorRate, stuck] }));
    expect(rows.map(({ id }) => id)).toEqual(['stall:session-12', 'target:error_rate', 'a']);
    expect(figures).toMatchObject({ healthScore: HEALTH.score, lowest: 'errors', anomalyCount: 1, activeAlerts: 2 });
    expect(figures.healthParts).toHaveLength(5);
    expect(figures.trends[2]).toMatchObject({ value: null, reason: 'no scores in either window' });
  });

  it('tells evidence with the unit of the measure, the number it rests on, and chance', () => {
    const [row] = modelOf(insightsFrame({ insights: [errorRate] })).rows;
    expect(row?.evidence).toEqual([
      { name: 'Now', value: '12.1% (of 66)' },
      { name: 'Before', value: '2% (of 70)' },
      { name: 'Target', value: '5%' },
      { name: '95 % interval', value: '6.20% to 22.1%' },
      { name: 'Chance of it without a real change', value: 'less than 0.1 %' },
      { name: 'Method', value: 'Wilson interval against the target' },
    ]);
  });

  it.each([
    ['a list of sentences', ['seen twice'], [{ name: '', value: 'seen twice' }]],
    ['JSON text of one', '["seen twice"]', [{ name: '', value: 'seen twice' }]],
    ['a plain sentence', 'seen twice', [{ name: '', value: 'seen twice' }]],
    ['nothing', null, []],
  ])('reads evidence that is %s', (_, cell, lines) => {
    expect(readEvidence(cell, '')).toEqual(lines);
  });

  it('shows a share of confidence as percent, a word as itself', () => {
    const frame = insightsFrame({ insights: [insight('a'), insight('b')] });
    const fields = frame.fields.map((field) =>
      field.name === 'confidence' ? { ...field, values: [0.87, 'medium'] } : field
    );
    expect(modelOf({ ...frame, fields }).rows.map(({ confidence }) => confidence)).toEqual(['87 %', 'medium']);
  });

  it('names what is missing', () => {
    const frame = insightsFrame({ insights: [] });
    expect(readInsights([{ ...frame, fields: frame.fields.filter(({ name }) => name === 'id') }])).toEqual({
      kind: 'missing-fields',
      missing: ['title', 'severity'],
      found: ['id'],
    });
    expect(readInsights([])).toEqual({ kind: 'no-frames' });
  });

  it('says the state in words, and only what is known', () => {
    expect(insightsInWords(modelOf(insightsFrame({ insights: [errorRate] })))).toBe(
      '1 thing needs attention; Health 72 of 100 over all work, 90 % of it known; pulled down most by errors; 1 anomaly; 2 alerts fire'
    );
    const about = { health: {}, system_health_score: null, anomaly_count: 0, active_alerts: null };
    expect(insightsInWords(modelOf(insightsFrame({ insights: [], about })))).toBe('0 anomalies');
  });
});
