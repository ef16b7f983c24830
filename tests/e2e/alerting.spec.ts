import { expect, test } from '@playwright/test';

import { apiAs } from './support/grafana';

interface Rule {
  name: string;
  health: string;
  lastError?: string;
}

const TITLES = [
  'Analytics service down',
  'Orchestrator unreachable',
  'Error rate above 10 %',
  'Job without news for too long',
];

test('L1, L2: the provisioned rules are evaluated and none of them is in error', async () => {
  const api = await apiAs();
  const rules = async (): Promise<Rule[]> => {
    const answer = await (await api.get('/api/prometheus/grafana/api/v1/rules')).json();
    const groups: Array<{ name: string; rules: Rule[] }> = answer.data.groups;
    return groups.filter(({ name }) => name.startsWith('eljefe')).flatMap((group) => group.rules);
  };
  await expect.poll(async () => (await rules()).map(({ name }) => name)).toEqual(expect.arrayContaining(TITLES));
  await expect.poll(async () => (await rules()).filter(({ health }) => health === 'unknown')).toEqual([]);
  for (const { name, health, lastError } of await rules()) {
    expect(health, `${name}: ${lastError ?? ''}`).not.toBe('error');
  }
  await api.dispose();
});

test('L5: alerts go to the service’s own inbox and nowhere else', async () => {
  const api = await apiAs();
  const points: Array<{ name: string; type: string }> = await (
    await api.get('/api/v1/provisioning/contact-points')
  ).json();
  const ours = points.filter(({ name }) => name.startsWith('eljefe'));
  expect(ours.map(({ type }) => type)).toEqual(['webhook']);
  await api.dispose();
});
