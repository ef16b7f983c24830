import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { insertColumns } from '../columnLists';
import { float, json, text } from '../columns';
import { TABLE_NAMES, TABLES, type Table } from '../schema';
import { openTemporaryStore, type TemporaryStore } from '../testing';
import { migrate, SchemaMismatch } from './migrate';
import { createDatabase, createLedger, LEDGER_NAME, migrations, type MigrationContext } from './migrations';
import { addColumnsDdl, retentionDdl } from './tableDdl';
import { identifier } from './template';

let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore({ migrated: false });
});
afterAll(() => temporary.dispose());

const LAYOUTS: MigrationContext[] = [
  { database: 'eljefe', layout: { kind: 'single' } },
  { database: 'eljefe', layout: { kind: 'cluster', cluster: '{cluster}' } },
];

const MORE = { columns: { more: float(), again: json() }, bloom: ['again'] };

function everyStatement(context: MigrationContext): string[] {
  const added = addColumnsDdl('jobs', MORE, { ...context, retentionDays: null });
  const retention = TABLE_NAMES.flatMap((name) =>
    [7, null].map((days) => retentionDdl(name, TABLES[name], { ...context, retentionDays: days }) ?? '')
  ).filter((statement) => statement !== '');
  const steps = migrations(context).flatMap((migration) => migration.statements);
  return [createDatabase(context), ...createLedger(context), ...steps, ...added, ...retention];
}

describe('migrations: every statement, for one engine and for a cluster', () => {
  it.each(LAYOUTS)('parses: $layout.kind', async (context) => {
    for (const statement of everyStatement(context)) {
      const [row] = await temporary.store.query<{ sql: string }>('SELECT formatQuerySingleLine({sql:String}) AS sql', {
        params: { sql: statement },
      });
      expect(row?.sql).not.toBe('');
    }
  });

  it('on a cluster: replicated local tables, a Distributed one before each, everything ON CLUSTER', () => {
    const context: MigrationContext = { database: 'eljefe', layout: { kind: 'cluster', cluster: 'main' } };
    const statements = migrations(context).flatMap((migration) => migration.statements);
    const local = statements.filter((sql) => sql.includes('ENGINE = Replicated'));
    const distributed = statements.filter((sql) => sql.includes("ENGINE = Distributed('main'"));
    expect(local).toHaveLength(TABLE_NAMES.length);
    expect(distributed).toHaveLength(TABLE_NAMES.length);
    expect(statements.every((sql) => sql.includes("ON CLUSTER 'main'"))).toBe(true);
  });

  it('rows of one upsert key meet on one shard: the sharding columns are part of the key', () => {
    for (const name of TABLE_NAMES) {
      expect(TABLES[name].orderBy).toEqual(expect.arrayContaining([...TABLES[name].shardBy]));
    }
  });

  it('refuses names that are no plain identifiers', () => {
    expect(() => identifier('a; DROP TABLE b')).toThrow(/identifier/);
  });
});

describe('migrations: run', () => {
  it('makes every table with every column, once, however often they run and beside each other', async () => {
    const fresh = await openTemporaryStore({ migrated: false });
    onTestFinished(fresh.dispose);
    const { store } = fresh;
    const [first] = await Promise.all([migrate(store, Date.now()), migrate(store, Date.now())]);
    expect(first?.applied).toContain(1);
    expect(await migrate(store, Date.now())).toMatchObject({ applied: [], retentionChanged: [] });
    const columns = await store.query<{ table: string; name: string }>(
      'SELECT table, name FROM system.columns WHERE database = currentDatabase() ORDER BY table, position'
    );
    for (const name of TABLE_NAMES) {
      expect(columns.filter((c) => c.table === name).map((c) => c.name)).toEqual(insertColumns(name));
    }
  });

  it('B1: sets, changes and lifts the retention of a table as configured', async () => {
    const { store } = temporary;
    await migrate(store, Date.now());
    const engineOf = async (name: string): Promise<string> => {
      const [row] = await store.query<{ e: string }>(
        'SELECT engine_full AS e FROM system.tables WHERE database = currentDatabase() AND name = {name:String}',
        { params: { name } }
      );
      return row?.e ?? '';
    };
    const withDays = (days: number | null) => ({
      context: { ...store.context, retentionDays: { spans: days } },
      command: store.command.bind(store),
      query: store.query.bind(store),
    });
    expect((await migrate(withDays(3), Date.now())).retentionChanged).toEqual(['spans']);
    expect(await engineOf('spans')).toContain('toIntervalDay(3)');
    expect((await migrate(withDays(3), Date.now())).retentionChanged).toEqual([]);
    expect((await migrate(withDays(null), Date.now())).retentionChanged).toEqual(['spans']);
    expect(await engineOf('spans')).not.toContain('TTL');
    const spans: Table = TABLES.spans;
    expect((await migrate(store, Date.now())).retentionChanged).toEqual(['spans']);
    expect(await engineOf('spans')).toContain(`toIntervalDay(${spans.retention?.days})`);
  });

  it('adds columns to a table that holds rows', async () => {
    const { store } = temporary;
    await store.command('CREATE TABLE old (a UInt8) ENGINE = MergeTree ORDER BY a');
    await store.command('INSERT INTO old VALUES (1)');
    for (const statement of addColumnsDdl(
      'old',
      { columns: { b: text() }, bloom: ['b'] },
      { ...store.context, retentionDays: null }
    )) {
      await store.command(statement);
      await store.command(statement);
    }
    expect(await store.query('SELECT a, b FROM old')).toEqual([{ a: 1, b: '' }]);
  });

  it('refuses a store that a newer program has written', async () => {
    const { store } = temporary;
    await migrate(store, Date.now());
    await store.command(`INSERT INTO ${LEDGER_NAME} (version, name, applied_at) VALUES (999, 'later', now())`);
    await expect(migrate(store, Date.now())).rejects.toBeInstanceOf(SchemaMismatch);
    await store.command(`ALTER TABLE ${LEDGER_NAME} DELETE WHERE version = 999 SETTINGS mutations_sync = 1`);
  });
});
