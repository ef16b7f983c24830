import path from 'node:path';

import { type Config } from '../config/schema';
import { type News } from '../ingest/news';
import { type Store } from '../store';
import { AuditTrail, type AuditDeps } from './AuditTrail';
import { headFile } from './headFile';

/** Processes that share a folder listen on different ports: each notes the head of its own chain. */
export const headFileOf = ({ dataDir, port }: Pick<Config, 'dataDir' | 'port'>): string =>
  path.join(dataDir, `audit-head-${port}.json`);

/** Do entries go away after some days? */
export const auditExpires = ({ store }: Pick<Config, 'store'>): boolean => (store.retentionDays.audit ?? null) !== null;

/**
 * The audit as configured.
 * @throws when the note of the chain's head cannot be read
 */
export const buildAudit = (
  config: Config,
  deps: Pick<AuditDeps, 'writer' | 'now'> & { store: Store; record(items: readonly News[]): Promise<unknown> }
): AuditTrail =>
  new AuditTrail({
    read: (sql) => deps.store.query(sql.text, { params: sql.params }),
    writer: deps.writer,
    head: headFile(headFileOf(config)),
    expires: auditExpires(config),
    tell: async (events) => {
      await deps.record(
        events.map((news) => ({ kind: 'event', source: news.source, subject: news.subject ?? '', news }))
      );
    },
    now: deps.now,
  });
