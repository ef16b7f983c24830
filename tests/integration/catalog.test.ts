import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Catalog } from '../../pkg/contract/src/index';
import { defaultConfig } from '../../pkg/analytics/src/config/defaults';
import { parsed } from '../support/parsed';
import { TruthRun } from '../support/truthRun';
import { until } from '../support/until';

/** Every row of A, W and S in the specification. */
const ROWS = [
  ...['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A2.1', 'A2.2', 'A2.3', 'A2.4', 'A3.1', 'A3.2', 'A3.3', 'A3.4'],
  ...['A4.1', 'A4.2', 'A4.3', 'A4.4', 'W1.1', 'W1.2', 'W1.3', 'W1.4', 'W2.1', 'W2.2', 'W2.3', 'W2.4'],
  ...['W3.1', 'W3.2', 'W3.3', 'W3.4', 'W4.1', 'W4.2', 'W4.3', 'W4.4', 'S1', 'S2', 'S3', 'S4'],
];

/** What a healthy orchestrator watched for a minute cannot tell, and what the reason given must speak of. */
const ABSENT: Readonly<Record<string, RegExp>> = {
  agent_disk_bytes: /Send .*disk_io/,
  agent_gpu_percent: /Send .*gpu_usage/,
  audited_acts_ok: /No act was audited/,
  context_preservation: /only instrumentation can know it/,
  deadlocks_and_stalls: /No workflow is under way/,
  host_gpu_percent: /CPU, memory and disk alone/,
  host_network_bytes: /CPU, memory and disk alone/,
  improvement_cost_per_task: /the one before it need ended work/,
  improvement_success_rate: /the one before it need ended work/,
  improvement_workflow_time: /the one before it need ended work/,
  mttr: /No outage/,
  security_compliance: /no security baseline/,
};

const VALUES = [{ agentType: '*', minutesSaved: 10, hourlyRateUsd: 60 }];

describe(
  'every measure on a healthy orchestrator: a value, or the reason why not (A, W, S)',
  { timeout: 240_000 },
  () => {
    const run = new TruthRun();
    let measures: Catalog['measures'] = [];

    const read = async (): Promise<Catalog['measures']> =>
      parsed(Catalog, await (await run.get('/api/v1/catalog?values=true')).json(), 'catalogue').measures;

    beforeAll(async () => {
      const { prices } = defaultConfig();
      await run.start([{ scenario: 'healthy', speed: 12, seconds: 120 }], {
        values: VALUES,
        prices: { ...prices, cpuCoreHourUsd: 0.05, memoryGibHourUsd: 0.01 },
        policies: { allowedModels: null, maxJobCostUsd: 100 },
      });
      await run.drained();
      // The service samples itself every 15 s; two samples make a rate.
      await until(
        async () => {
          // A question as a dashboard asks it: what is remembered of answers is measured too.
          await run.ask('healthy', [{ measure: 'success_rate' }]);
          measures = await read();
          const lacking = measures.filter(({ name, current }) => current?.value === null && !(name in ABSENT));
          return lacking.length === 0 ? true : null;
        },
        { withinMs: 60_000, what: 'a value of every measure' }
      ).catch(() => undefined);
    }, 200_000);
    afterAll(() => run.stop());

    test('each row of the specification has at least one measure', () => {
      const ids = measures.map(({ id }) => id);
      expect(ROWS.filter((row) => !ids.some((id) => id.startsWith(row)))).toEqual([]);
    });

    test('what has no value is what cannot have one here', () => {
      const absent = measures.filter(({ current }) => current?.value === null).map(({ name }) => name);
      expect(absent.sort()).toEqual(Object.keys(ABSENT).sort());
    });

    test.each(Object.entries(ABSENT))('%s: the reason says how to supply it', (name, reason) => {
      expect(measures.find((measure) => measure.name === name)?.current?.reason).toMatch(reason);
    });
  }
);
