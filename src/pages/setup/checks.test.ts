import { firstValueFrom } from 'rxjs';

import { liveJob, liveState, orchestrator } from '../../core/testing/liveState.fixtures';
import { dataSourceSrv } from '../testing/dataSourceSrv';
import { fakeService, type Said } from '../testing/fakeService';
import { type CheckId } from './check.types';
import { type CheckWorld, runCheck } from './checks';

const check = (id: CheckId, said: Said, over: Partial<CheckWorld> = {}) =>
  firstValueFrom(
    runCheck(id, {
      service: fakeService(said),
      now: () => 0,
      listOf: () => [],
      metricNames: async () => [],
      hasDashboard: async () => true,
      ...over,
    })
  );

const READY = { ready: true, parts: [] };

describe('D1: checks of the connection, each with what to do', () => {
  it('finds a service that is ready', async () => {
    expect(await check('analytics', { get: () => READY })).toMatchObject({ state: 'ok', remedy: null });
  });

  it('finds a service that does not answer, and leads to the address', async () => {
    const result = await check('analytics', {});
    expect(result.state).toBe('failed');
    expect(result.remedy).not.toBeNull();
    expect(result.link?.href).toContain('/connections/datasources/edit/');
  });

  it.each(['analytics', 'question', 'data'] as const)('%s: says so when no service is set up', async (id) => {
    const service = { ...fakeService({}), hasAnalytics: false };
    expect(await check(id, {}, { service })).toMatchObject({ state: 'off' });
  });

  it('tells news from silence in the live state', async () => {
    const at = (state: ReturnType<typeof liveState>) => check('data', { get: () => state });
    expect(await at(liveState({ agents: [liveJob()], sessions: [] }))).toMatchObject({ state: 'ok' });
    expect(await at(liveState({ agents: [], sessions: [] }))).toMatchObject({ state: 'warning' });
    const silent = liveState({ orchestrators: [orchestrator({ status: 'down', reason: 'refused' })] });
    expect((await at(silent)).text).toContain('refused');
  });

  it('I1: says what is missing for alerts', async () => {
    const listOf = () => dataSourceSrv({ names: ['Prom'] }).getList({ pluginId: 'eljefe-observability-datasource' });
    expect((await check('prometheus', {})).remedy).toContain('/metrics');
    expect(await check('prometheus', {}, { listOf })).toMatchObject({ state: 'warning' });
    expect(await check('prometheus', {}, { listOf, metricNames: async () => ['eljefe_up'] })).toMatchObject({
      state: 'ok',
    });
    const broken = async () => Promise.reject(new Error('down'));
    expect((await check('prometheus', {}, { listOf, metricNames: broken })).text).toContain('does not answer');
  });

  it('V1: says whether the dashboards are there', async () => {
    expect(await check('dashboards', {})).toMatchObject({ state: 'ok' });
    expect(await check('dashboards', {}, { hasDashboard: async () => false })).toMatchObject({ state: 'warning' });
  });
});
