import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { defaultConfig } from '../config/defaults';
import { type Config } from '../config/schema';
import { startService } from '../service';
import { openTemporaryStore } from '../store/testing';
import { AuditCommandError, readAuditCommand, runAuditCheck } from './auditCommand';
import { headFileOf } from './buildAudit';

const WORLD = { now: Date.now, random: Math.random };

describe('B2: `audit check` over what the whole service wrote', () => {
  let folder: string;
  let config: Config;
  const start = () => startService({ config, logger: pino({ level: 'silent' }), version: 'test', ...WORLD });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'eljefe-audit-'));
    config = { ...defaultConfig(), dataDir: folder, port: 0 };
    for (let life = 0; life < 2; life += 1) {
      const service = await start();
      await fetch(`${service.address}/api/v1/state`);
      await fetch(`${service.address}/api/v1/state`, { headers: { authorization: 'Bearer wrong' } });
      await fetch(`${service.address}/api/v1/tokens`);
      if (life === 1) {
        await expect(runAuditCheck(config, WORLD)).rejects.toThrow(AuditCommandError);
        const events = await fetch(`${service.address}/api/v1/query`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            from: Date.now() - 600_000,
            to: Date.now() + 1_000,
            queries: [{ refId: 'A', kind: 'events', filters: [{ key: 'kind', op: '=', values: ['audit'] }] }],
          }),
        });
        expect(JSON.stringify(await events.json())).toContain('loopback may not do this: GET /api/v1/tokens');
      }
      await service.stop();
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('after two lives of the service one chain holds, up to the entry noted beside the store', async () => {
    const noted: { seq: number; hash: string } = JSON.parse(readFileSync(headFileOf(config), 'utf8'));
    const { holds, lines } = await runAuditCheck(config, WORLD);
    expect(holds).toBe(true);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`1 to ${noted.seq}, last hash ${noted.hash}, as noted in this folder`);
    expect(lines[1]).toBe('The audit holds.');
    expect(noted.seq).toBeGreaterThanOrEqual(6);
  });
  test('after somebody cut the newest entries off in the store, it does not, and says where', async () => {
    const { store, dispose } = await openTemporaryStore({
      dataDirectory: join(folder, 'store'),
      database: config.store.database,
    });
    await store.command('DELETE FROM audit WHERE seq > 4', { settings: { mutations_sync: '1' } });
    await dispose();
    const { holds, lines } = await runAuditCheck(config, WORLD);
    expect(holds).toBe(false);
    expect(lines.join('\n')).toMatch(/entry \d+: cut\n.*NOT hold/);
  });
  test.each([[[]], [['chek']]])('a misuse says what to write: %j', (words) => {
    expect(() => readAuditCommand(words)).toThrow(/write: audit check/);
  });
  test('the flags of the configuration go on to it', () => {
    expect(readAuditCommand(['check', '--data-dir', 'x'])).toEqual(['--data-dir', 'x']);
  });
});
