import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { pythonWithOpenTelemetry } from './pythonEnvironment';
import { startTestService, type TestService } from './service';

const environment = pythonWithOpenTelemetry();
if ('missing' in environment) {
  console.log(`Skipped: OpenTelemetry's Python SDK cannot be installed here (${environment.missing})`);
}

const SCRIPT = fileURLToPath(new URL('./python_otel.py', import.meta.url));

describe.skipIf('missing' in environment)('D3: the OpenTelemetry SDK of Python', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(async () => service.stop());

  it('D3: spans of the older conventions arrive as a job with tokens and cost, metrics as series', async () => {
    const python = 'python' in environment ? environment.python : '';
    await promisify(execFile)(python, [SCRIPT, service.address, 'py-crew'], { timeout: 60_000 });

    const jobs = await service.jobs('py-crew', (found) => found.length === 1);
    expect(jobs).toMatchObject([
      {
        agent: 'analyst',
        status: 'completed',
        input_tokens: 30_000,
        output_tokens: 1_500,
        model: 'gpt-4o',
        cost_source: 'bundle',
      },
    ]);
    expect(jobs[0]?.total_cost).toBeCloseTo((30_000 * 2.5 + 1_500 * 10) / 1e6, 9);
    const series = await service.query<{ metric: string; value: number }>(
      "SELECT metric, value FROM series FINAL WHERE source = 'py-crew'"
    );
    expect(series).toMatchObject([{ metric: 'gen_ai.client.token.usage', value: 10_000 }]);
  });
});
