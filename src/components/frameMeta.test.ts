import { type DataFrame } from '@grafana/data';

import { frameMeta } from './frameMeta';

const frame = (meta: DataFrame['meta']): DataFrame => ({ length: 0, fields: [], meta });

describe('frameMeta', () => {
  it('takes the instant that the ages refer to, else the instant of the data', () => {
    expect(frameMeta(frame({ custom: { at: 1, cursorTime: 5 } })).at).toBe(5);
    expect(frameMeta(frame({ custom: { at: 1 } })).at).toBe(1);
    expect(frameMeta(frame({ custom: { at: 'now' } })).at).toBeNull();
    expect(frameMeta(frame(undefined)).at).toBeNull();
  });

  it('says that an orchestrator is down, with the reason', () => {
    const custom = {
      orchestrators: [
        { name: 'lab', status: 'down', reason: 'refused' },
        { name: 'ok', status: 'up' },
      ],
    };
    expect(frameMeta(frame({ custom })).notices).toEqual([
      { severity: 'error', text: 'Orchestrator lab does not answer', hint: 'refused' },
    ]);
  });

  it('does not repeat what the data source’s own notice says', () => {
    const notice = { severity: 'warning', text: 'lab is silent for 40 s', hint: 'start it' };
    const custom = { notices: [notice], orchestrators: [{ name: 'lab', status: 'down', reason: null }] };
    const notices = [{ severity: 'warning' as const, text: 'lab is silent for 40 s start it' }];
    expect(frameMeta(frame({ custom, notices })).notices).toEqual([notice]);
  });

  it('leaves out notices that are none', () => {
    expect(frameMeta(frame({ custom: { notices: [null, 'x', { text: 3 }], orchestrators: 'none' } })).notices).toEqual(
      []
    );
  });
});
