import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tsImport } from 'tsx/esm/api';

import { inRoot } from './paths.mjs';
import { holdAnswers } from './pictureGrafana.mjs';
import { SAMPLE_CONFIG, sendPast, sendPresent } from './pictureHistory.mjs';
import { buildBundle, buildServices } from './prepare.mjs';
import { say } from './say.mjs';

/** Nothing listens on port 1. */
const NOBODY = 'http://127.0.0.1:1';
const AGENTS = 10;
const HOUR_MS = 3_600_000;
/** Long enough that a day has a day before it to be compared with. */
const PAST_MS = 49 * HOUR_MS;
/** Filling the store takes a minute, so it is kept for the next call. */
const KEPT_MS = 6 * HOUR_MS;
/** Until the live agents are at work and their events have come in. */
const WARM_UP_MS = 25_000;

const workbenchOn = async (analyticsUrl, orchestratorUrl) => {
  const { startWorkbench } = await tsImport('../../pkg/workbench/src/index.ts', import.meta.url);
  const workbench = await startWorkbench({
    distDir: inRoot('dist'),
    provisioningDir: inRoot('provisioning'),
    overrides: { eljefe: { jsonData: { analyticsUrl, orchestratorUrl } } },
  });
  const site = { url: workbench.url, prepare: async () => undefined, pathOf: (path) => path, shows: () => true };
  return { site, close: workbench.close };
};

const keptPast = inRoot('.cache', 'gallery-past');
const keptStamp = join(keptPast, 'ends-at');

/** A store with two days of work, made once and kept some hours. @returns when that work ends, epoch ms */
const makePast = async () => {
  const now = Date.now();
  const kept = existsSync(keptStamp) ? Number(readFileSync(keptStamp, 'utf8')) : 0;
  if (now - kept < KEPT_MS) {
    return kept;
  }
  say('making two days of work (a minute; kept for the next call) …');
  rmSync(keptPast, { recursive: true, force: true });
  const { startAnalytics } = await tsImport('../../tests/support/stack.ts', import.meta.url);
  const service = await startAnalytics({ dataDir: join(keptPast, 'data') });
  await sendPast(service.url, { agents: AGENTS, startMs: now - PAST_MS, endMs: now });
  await service.stop();
  writeFileSync(keptStamp, String(now));
  return now;
};

const startSample = async (folder) => {
  const startMs = await makePast();
  const dataDir = join(folder, 'data');
  cpSync(join(keptPast, 'data'), dataDir, { recursive: true });
  const { startStack } = await tsImport('../../tests/support/stack.ts', import.meta.url);
  const { sendTracedSession } = await tsImport('../../tests/browser/support/tracedSession.ts', import.meta.url);
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(SAMPLE_CONFIG));
  const stack = await startStack({
    scenario: 'failure-burst',
    speed: 1,
    dataDir,
    simulatorFlags: ['--agents', String(AGENTS)],
    analyticsFlags: ['--config', config],
  });
  await sendPresent(stack.analyticsUrl, { agents: AGENTS, startMs, now: Date.now() });
  await sendTracedSession(stack.analyticsUrl);
  say(`warming up for ${WARM_UP_MS / 1_000} s …`);
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  return stack;
};

/**
 * The states on the workbench: two days of work and a live team; an empty store; no answers; a service that is down.
 * Only what the wanted states need is started.
 */
export const workbenchSites = async (states) => {
  await buildServices();
  await buildBundle();
  const { startAnalytics } = await tsImport('../../tests/support/stack.ts', import.meta.url);
  const folder = mkdtempSync(join(tmpdir(), 'eljefe-gallery-'));
  const closing = [async () => rmSync(folder, { recursive: true, force: true })];
  const siteOn = async (analyticsUrl, orchestratorUrl) => {
    const { site, close } = await workbenchOn(analyticsUrl, orchestratorUrl);
    closing.push(close);
    return site;
  };
  const sites = { host: 'the workbench (not Grafana)' };
  if (states.has('data')) {
    say('starting a simulator, the analytics service and the workbench …');
    const stack = await startSample(folder);
    closing.push(stack.stop);
    sites.data = await siteOn(stack.analyticsUrl, stack.orchestratorUrl);
  }
  if (states.has('empty')) {
    const idle = await startAnalytics({ dataDir: join(folder, 'empty') });
    closing.push(idle.stop);
    sites.empty = await siteOn(idle.url, '');
  }
  if (states.has('error') || states.has('loading')) {
    sites.error = await siteOn(NOBODY, '');
    sites.loading = { ...sites.error, prepare: holdAnswers };
  }
  return {
    ...sites,
    close: async () => {
      for (const close of closing.reverse()) {
        await close();
      }
    },
  };
};
