import { Type, type Static } from '@sinclair/typebox';
import { parse as parseYaml } from 'yaml';
import { describe, expect, it } from 'vitest';

import { findProgram, run } from '../support/program';
import { parsed } from '../support/parsed';
import { filesBelow, readJson, readText, readYaml } from '../support/repository';

const Service = Type.Object({
  image: Type.String(),
  command: Type.Optional(Type.Array(Type.String())),
  environment: Type.Optional(Type.Record(Type.String(), Type.String())),
  healthcheck: Type.Optional(Type.Object({ test: Type.Array(Type.String()) })),
  depends_on: Type.Optional(Type.Record(Type.String(), Type.Object({ condition: Type.String() }))),
  network_mode: Type.Optional(Type.String()),
  ports: Type.Optional(Type.Array(Type.String())),
  profiles: Type.Optional(Type.Array(Type.String())),
  volumes: Type.Optional(Type.Array(Type.String())),
});
const Compose = Type.Object({ services: Type.Record(Type.String(), Service) });

/** With `<<` resolved, as compose reads it. */
const compose = (): Static<typeof Compose> =>
  parsed(Compose, parseYaml(readText('docker-compose.yaml'), { merge: true }), 'docker-compose.yaml');

const pluginIds = (): string[] => {
  const Plugin = Type.Object({ id: Type.String() });
  return filesBelow('src', /(^|\/)plugin\.json$/).map((path) => parsed(Plugin, readJson(path), path).id);
};

const composeProgram = findProgram('docker-compose');

describe('docker-compose.yaml (issue 3, point 9)', () => {
  it.skipIf(composeProgram === null).each([
    ['nothing but Grafana, Prometheus and the service', []],
    ['the simulator', ['--profile', 'simulator']],
    ['everything', ['--profile', 'simulator', '--profile', 'alertmanager', '--profile', 'clickhouse']],
  ])('is valid with nothing set, for %s', (_, profiles) => {
    const { status, output } = run(composeProgram ?? '', ...profiles, 'config');
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).not.toMatch(/variable is not set/i);
  });

  it('gives every variable a default', () => {
    const code = readText('docker-compose.yaml').replace(/^\s*#.*$/gm, '');
    const variables = [...code.matchAll(/\$\{?[A-Z_]+[^}\s]*\}?/g)].map(([text]) => text);
    expect(variables.length).toBeGreaterThan(0);
    expect(variables.filter((text) => !/^\$\{[A-Z_]+:-[^}]*\}$/.test(text))).toEqual([]);
  });

  it('opens ports on loopback only', () => {
    const ports = Object.values(compose().services).flatMap(({ ports: opened }) => opened ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('lets Grafana load every plugin of the bundle unsigned: one that is not listed is skipped with one log line', () => {
    const listed = compose().services.grafana?.environment?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS?.split(',') ?? [];
    expect(pluginIds().length).toBeGreaterThan(1);
    expect(pluginIds().filter((id) => !listed.includes(id))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('pins every image and never takes "latest"', () => {
    const images = Object.values(compose().services).map(({ image }) => image);
    expect(images.filter((image) => !/:[^:]+$/.test(image) || image.endsWith(':latest'))).toEqual([]);
  });

  it('has real Grafana, Prometheus and the service always; simulator, Alertmanager and ClickHouse as profiles', () => {
    const { services } = compose();
    const inProfile = (profile?: string) =>
      Object.entries(services).flatMap(([name, service]) => (service.profiles?.[0] === profile ? [name] : []));
    expect(inProfile()).toEqual(['network', 'analytics', 'grafana', 'prometheus']);
    expect(['simulator', 'alertmanager', 'clickhouse'].map(inProfile)).toEqual([
      ['simulator'],
      ['alertmanager'],
      ['clickhouse'],
    ]);
  });

  it('checks the health of every service that answers, and lets nothing depend on a service of another profile', () => {
    const { services } = compose();
    const answering = Object.entries(services).filter(([name]) => name !== 'network');
    expect(answering.filter(([, { healthcheck }]) => healthcheck === undefined)).toEqual([]);
    const needed = answering.flatMap(([, { depends_on: needs }]) => Object.keys(needs ?? {}));
    expect(needed.filter((name) => services[name]?.profiles !== undefined)).toEqual([]);
    expect(services.grafana?.depends_on).toMatchObject({ analytics: { condition: 'service_healthy' } });
  });

  it('puts every service into one network namespace, so that the loopback addresses of provisioning hold', () => {
    const others = Object.entries(compose().services).filter(([name]) => name !== 'network');
    expect(others.filter(([, { network_mode: mode }]) => mode !== 'service:network')).toEqual([]);
  });

  it('scrapes the address that the service listens on, under the job name that the rules use', () => {
    expect(readYaml('deploy/prometheus/prometheus.yml')).toMatchObject({
      scrape_configs: [{ job_name: 'eljefe-analytics', static_configs: [{ targets: ['127.0.0.1:4319'] }] }],
      rule_files: ['eljefe.rules.yaml'],
    });
  });
});
