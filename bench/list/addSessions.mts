import { emptySessionFold, foldSession } from '../../pkg/analytics/src/domain/sessionFold';
import { viewSession } from '../../pkg/analytics/src/domain/sessionView';
import { sessionRow } from '../../pkg/analytics/src/ingest/rows';
import { renderRows } from '../../pkg/analytics/src/store/rowText';
import { openTemporaryStore } from '../../pkg/analytics/src/store/testing';

const [dataDirectory = '', count = '0', now = '0'] = process.argv.slice(2);
const BATCH = 5_000;

/** A session as the service stores it; the newest of all, and so the ones that are listed. */
const session = (number: number) => {
  const at = Number(now) + 100_000 - number * 1_000;
  const fold = emptySessionFold('main', `listed-${number}`, at);
  const fields = {
    goal: `Report ${number}`,
    workflow_id: 'research-report',
    started_at: at - 60_000,
    completed_at: at,
  };
  foldSession(fold, { stamp: at, status: 'completed', fields, phase: null, humanAction: false });
  return sessionRow(fold, viewSession(fold, []), 2);
};

const { store, dispose } = await openTemporaryStore({ dataDirectory });
for (let first = 0; first < Number(count); first += BATCH) {
  const rows = Array.from({ length: Math.min(BATCH, Number(count) - first) }, (_, index) => session(first + index));
  await store.insert('sessions', renderRows('sessions', rows), { dedupToken: `listed-${first}` });
}
await dispose();
