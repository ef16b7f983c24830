import { type Notice } from '@eljefe/contract';

import { type PartState } from '../parts';
import { type ElJefeAdapter } from '../sources/eljefe/adapter';
import { type Batcher, type Store } from '../store';

export interface HealthDeps {
  store: Store;
  batcher: Batcher;
  adapters(): readonly ElJefeAdapter[];
  startedAt: number;
  now(): number;
}

/** How each part is doing, for `/readyz`. */
export const readiness = async ({ store, batcher, adapters, startedAt, now }: HealthDeps): Promise<PartState[]> => {
  const health = await store.health();
  const { blockedForMs, blockedBy, heldRows } = batcher.stats();
  return [
    {
      name: 'store',
      ready: health.ready,
      essential: true,
      detail: health.error ?? `ClickHouse ${health.version ?? ''} answers in ${Math.round(health.latencyMs ?? 0)} ms`,
      since: startedAt,
    },
    {
      name: 'writes',
      ready: blockedForMs === null,
      essential: true,
      detail: blockedForMs === null ? `${heldRows} rows on their way` : (blockedBy ?? 'the store takes no rows'),
      since: blockedForMs === null ? startedAt : now() - blockedForMs,
    },
    ...adapters().map((adapter): PartState => {
      const view = adapter.view();
      return {
        name: `orchestrator:${view.name}`,
        ready: view.status === 'up' || view.status === 'degraded',
        essential: false,
        detail: view.reason ?? (view.status === 'up' ? 'heard' : view.status),
        since: view.last_news_at ?? startedAt,
      };
    }),
  ];
};

/** What everyone should know who looks at the state. */
export const notices = ({ batcher, adapters }: Pick<HealthDeps, 'batcher' | 'adapters'>): Notice[] => {
  const { blockedForMs, blockedBy } = batcher.stats();
  const storeDown: Notice[] =
    blockedForMs === null
      ? []
      : [
          {
            severity: 'error',
            text: `The store takes no data for ${Math.round(blockedForMs / 1_000)} s`,
            hint: `${blockedBy ?? 'unknown reason'}. What is shown is the last known state; nothing that was acknowledged is lost.`,
          },
        ];
  return [...storeDown, ...adapters().flatMap((adapter) => adapter.notices())];
};
