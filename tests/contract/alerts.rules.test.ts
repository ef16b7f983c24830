import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { stringify } from 'yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ALERTS } from '../../tools/provision/alerts/all';
import { featureOf, runbookOf, type AlertDefinition } from '../../tools/provision/alerts/definition';
import { grafanaRules } from '../../tools/provision/render/grafanaRules';
import { prometheusRules } from '../../tools/provision/render/prometheusRules';
import { promtoolTests } from '../../tools/provision/render/promtoolTests';
import { findProgram, run } from '../support/program';
import { readText, ROOT } from '../support/repository';

const each = ALERTS.map((alert) => [alert.id, alert] as const);

describe('Alert definitions (L1, L2)', () => {
  it.each(each)('%s has severity of its feature, a case that fires and one that does not', (_, alert) => {
    expect({ L1: 'critical', L2: 'warning', L3: 'info', L4: 'info' }).toHaveProperty(featureOf(alert), alert.severity);
    expect(alert.cases.filter(({ firing }) => firing.length > 0)).not.toEqual([]);
    expect(alert.cases.filter(({ firing }) => firing.length === 0)).not.toEqual([]);
  });

  it.each(each)('%s has a runbook: what it means, its effect, first three steps, where to look', (_, alert) => {
    const runbook = readText(runbookOf(alert));
    expect(runbook).toMatch(/\*\*Means\.\*\* \S/);
    expect(runbook).toMatch(/\*\*Effect\.\*\* \S/);
    expect(runbook).toMatch(/## First three steps\n\n1\. .+\n2\. .+\n3\. .+\n\n## Where to look\n\n- /);
    expect(runbook.split('\n')[0]).toContain(`(${featureOf(alert)}, ${alert.severity})`);
  });

  it('ids and titles are unique', () => {
    for (const names of [ALERTS.map(({ id }) => id), ALERTS.map(({ title }) => title)]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it.each(each)('%s says the same in Grafana and in Prometheus', (_, alert) => {
    const grafana = grafanaRules([alert]).groups[0]?.rules[0];
    const prometheus = prometheusRules([alert]).groups[0]?.rules[0];
    expect(grafana?.title).toBe(prometheus?.alert);
    expect(grafana?.labels).toEqual(prometheus?.labels);
    expect(grafana?.for).toBe(prometheus?.for);
    expect(grafana?.keepFiringFor).toBe(prometheus?.keep_firing_for);
    const value = grafana?.data[0]?.model;
    const limit = grafana?.data[1]?.model;
    expect(value).toMatchObject({ instant: true, range: false });
    expect(limit).toMatchObject({ expression: 'A', conditions: [{ evaluator: { params: [alert.threshold.value] } }] });
    expect(prometheus?.expr).toBe(
      `(${alert.value((seconds) => (seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`))}) ${alert.threshold.op} ${alert.threshold.value}`
    );
    expect(value).toHaveProperty('expr', prometheus?.expr.slice(1, prometheus.expr.lastIndexOf(')')));
  });

  it('time can be compressed: every duration shrinks by the same factor', () => {
    const rules = prometheusRules(ALERTS, 1 / 60).groups[0];
    expect(rules?.interval).toBe('250ms');
    expect(rules?.rules.map((rule) => rule.for)).toEqual(['1s', '1s', '1s', '1s']);
    expect(rules?.rules.find(({ labels }) => labels.alert_id === 'L2.error-rate')?.expr).toContain('[10s]');
  });
});

const promtool = findProgram('promtool');

describe.skipIf(promtool === null)('Prometheus rules, by promtool', () => {
  let folder: string;
  const tool = (...args: string[]) => run(promtool ?? '', ...args);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'eljefe-rules-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('`promtool check rules` is clean', () => {
    expect(tool('check', 'rules', join(ROOT, 'deploy/prometheus/eljefe.rules.yaml'))).toMatchObject({ status: 0 });
  });

  it('`promtool check config` is clean', () => {
    expect(tool('check', 'config', join(ROOT, 'deploy/prometheus/prometheus.yml'))).toMatchObject({ status: 0 });
  });

  it.each(each)('%s fires on its series and stays silent on the healthy ones', (_, alert) => {
    expect(testAgainst(alert, alert)).toMatchObject({ status: 0 });
  });

  it.each(each)('%s: its cases fail when the rule never fires', (_, alert) => {
    const never = { ...alert, threshold: { op: '>', value: 1e9 } } as const;
    expect(testAgainst(alert, never).output).toMatch(/FAILED[^]*got:\[\]/);
  });

  it.each(each)('%s: its cases fail when the rule fires whatever the value', (_, alert) => {
    const always = { ...alert, threshold: { op: '>', value: -1 }, forSeconds: 0 } as const;
    expect(testAgainst(alert, always).output).toMatch(/FAILED[^]*exp:\[\]/);
  });

  it.each(each)('%s: its cases notice when the alert does not wait before it fires', (_, alert) => {
    expect(testAgainst(alert, { ...alert, forSeconds: 0 }).output).toMatch(/FAILED[^]*exp:\[\]/);
  });

  const testAgainst = (cases: AlertDefinition, rule: AlertDefinition) => {
    writeFileSync(join(folder, 'rules.yaml'), stringify(prometheusRules([rule])));
    const tests = stringify(promtoolTests([cases], 'rules.yaml'), { aliasDuplicateObjects: false });
    writeFileSync(join(folder, 'tests.yaml'), tests);
    return tool('test', 'rules', join(folder, 'tests.yaml'));
  };

  it('the committed rules pass the committed tests from any folder', () => {
    cpSync(join(ROOT, 'deploy/prometheus'), folder, { recursive: true });
    expect(tool('test', 'rules', join(folder, 'eljefe.rules.test.yaml'))).toMatchObject({ status: 0 });
  });
});

const amtool = findProgram('amtool');

describe.skipIf(amtool === null)('Alertmanager configuration, by amtool', () => {
  const CONFIG = join(ROOT, 'deploy/prometheus/alertmanager.yml');

  it('`amtool check-config` is clean', () => {
    expect(run(amtool ?? '', 'check-config', CONFIG)).toMatchObject({ status: 0 });
  });

  it.each(each)('%s is routed to the inbox', (_, alert) => {
    const labels = Object.entries(prometheusRules([alert]).groups[0]?.rules[0]?.labels ?? {}).map(
      ([k, v]) => `${k}=${v}`
    );
    const { status, output } = run(amtool ?? '', 'config', 'routes', 'test', `--config.file=${CONFIG}`, ...labels);
    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringMatching(/^eljefe-inbox$/m) });
  });

  it('inhibits by an alert that exists', () => {
    const named = [...readText('deploy/prometheus/alertmanager.yml').matchAll(/alert_id="([^"]+)"/g)].map(
      ([, id]) => id
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !ALERTS.some((alert) => alert.id === id))).toEqual([]);
  });
});
