import {
  parse,
  problemText,
  SETTING_NAMES,
  SETTINGS,
  type FeedEvent,
  type FieldProblem,
  type Identity,
  type Parsed,
  type SettingName,
  type SettingsState,
  type SettingValue,
  type SettingValues,
} from '@eljefe/contract';
import { Type } from '@sinclair/typebox';

import { factId } from '../domain/factId';
import { type MetaRow } from '../store/metaRows';

import { brokenRules } from './brokenRules';

const PREFIX = 'settings:';

/** What a kept edit holds; a value of null is a reset. */
const Kept = Type.Object({ value: Type.Unknown(), by: Type.String(), at: Type.Number() });

const READERS: { [N in SettingName]: (value: unknown) => Parsed<SettingValues[N]> } = {
  prices: (value) => parse(SETTINGS.prices, value),
  budgets: (value) => parse(SETTINGS.budgets, value),
  slos: (value) => parse(SETTINGS.slos, value),
  values: (value) => parse(SETTINGS.values, value),
};

interface Edit {
  by: string;
  at: number;
  version: number;
}

export interface SettingsDeps {
  configured: SettingValues;
  rows: { read(prefix: string): Promise<MetaRow[]>; write(row: MetaRow): Promise<void> };
  /** Puts the change into the feed and the history (B2). */
  tell(event: FeedEvent): Promise<void>;
  onRefused(problem: string): void;
  now(): number;
}

export type EditOutcome = { ok: true } | { ok: false; problems: FieldProblem[] } | { ok: false; newer: Edit };

/**
 * The parts of the configuration that people edit while the service runs (C4, L7, T6). What was never edited is what the
 * configuration says. Edits are kept in the store, so that every process on it follows them.
 */
export class Settings {
  private readonly edits = new Map<SettingName, Edit>();
  private readonly current: SettingValues;
  private saving: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: SettingsDeps) {
    this.current = { ...deps.configured };
  }

  get prices(): SettingValue<'prices'> {
    return this.current.prices;
  }
  get budgets(): SettingValue<'budgets'> {
    return this.current.budgets;
  }
  get slos(): SettingValue<'slos'> {
    return this.current.slos;
  }
  get values(): SettingValue<'values'> {
    return this.current.values;
  }

  /** Reads what is kept. A kept value that no longer fits is told and left out. */
  async load(): Promise<void> {
    const rows = await this.deps.rows.read(PREFIX);
    for (const { key, value, version } of rows) {
      const name = SETTING_NAMES.find((known) => `${PREFIX}${known}` === key);
      if (name !== undefined && version !== this.edits.get(name)?.version) {
        this.take(name, value, version);
      }
    }
  }

  state(): SettingsState {
    return {
      prices: this.stateOf('prices'),
      budgets: this.stateOf('budgets'),
      slos: this.stateOf('slos'),
      values: this.stateOf('values'),
    };
  }

  stateOf<N extends SettingName>(name: N) {
    const edit = this.edits.get(name);
    return {
      value: this.current[name],
      configured: this.deps.configured[name],
      edited_at: edit?.at ?? null,
      edited_by: edit?.by ?? null,
      version: edit?.version ?? 0,
    };
  }

  /**
   * Keeps a new value, in force at once; null goes back to what the configuration says.
   * @param version of what the editor saw: somebody else's edit is never overwritten unseen
   */
  edit<N extends SettingName>(
    name: N,
    { value, version }: { value: unknown; version: number },
    identity: Identity
  ): Promise<EditOutcome> {
    const read = value === null ? null : READERS[name](value);
    if (read !== null && !read.ok) {
      return Promise.resolve({ ok: false, problems: read.problems });
    }
    const saved = this.saving.then(() =>
      this.save(name, { value: read === null ? null : read.value, version }, identity)
    );
    this.saving = saved.catch(() => undefined);
    return saved;
  }

  private async save<N extends SettingName>(
    name: N,
    { value, version }: { value: SettingValue<N> | null; version: number },
    identity: Identity
  ): Promise<EditOutcome> {
    await this.load();
    const before = this.edits.get(name);
    if (before !== undefined && before.version !== version) {
      return { ok: false, newer: before };
    }
    const problems = value === null ? [] : brokenRules({ [name]: value });
    if (problems.length > 0) {
      return { ok: false, problems };
    }
    const { now, rows, tell } = this.deps;
    const at = now();
    const kept = JSON.stringify({ value, by: identity.name, at });
    const next = Math.max(at, (before?.version ?? 0) + 1);
    await rows.write({ key: `${PREFIX}${name}`, value: kept, version: next });
    this.take(name, kept, next);
    await tell(auditEvent({ name, isReset: value === null, entries: this.current[name].length, by: identity, at }));
    return { ok: true };
  }

  private take<N extends SettingName>(name: N, text: string, version: number): void {
    const kept = parse(Kept, JSON.parse(text));
    if (!kept.ok) {
      this.deps.onRefused(`${PREFIX}${name}: kept in a form this version does not know; edit it anew`);
      return;
    }
    const { value, by, at } = kept.value;
    const read = value === null ? null : READERS[name](value);
    if (read !== null && !read.ok) {
      this.deps.onRefused(`${PREFIX}${name}: ${problemText(read.problems)}`);
      return;
    }
    const next: SettingValues[N] = read === null ? this.deps.configured[name] : read.value;
    this.current[name] = next;
    this.edits.set(name, { by, at, version });
  }
}

const TITLES: Readonly<Record<SettingName, string>> = {
  prices: 'Prices',
  budgets: 'Budgets',
  slos: 'Objectives',
  values: 'Task values',
};

const auditEvent = (change: {
  name: SettingName;
  isReset: boolean;
  entries: number;
  by: Identity;
  at: number;
}): FeedEvent => {
  const { name, isReset, entries, by, at } = change;
  return {
    id: factId('audit', 'settings', name, String(at), by.name),
    time: at,
    severity: 'info',
    kind: 'audit',
    source: 'eljefe-analytics',
    title: `${TITLES[name]} ${isReset ? 'set back to the configuration' : 'edited'} by ${by.name}`,
    text: `${entries} ${entries === 1 ? 'entry is' : 'entries are'} in force`,
    subject_kind: 'service',
    subject: `settings/${name}`,
    needs_human: false,
  };
};
