import { Type, type Static } from '@sinclair/typebox';

import { EpochMs, Id, Nullable, OneOf, Text, Usd } from './schema';
import { BUDGET_PERIODS, BUDGET_SCOPES, SLO_MEASURES } from './words';

const closed = { additionalProperties: false } as const;
const text = (description: string, more: object = {}) => Type.String({ description, maxLength: 4_000, ...more });
const name = text('name in every answer and label', { minLength: 1, maxLength: 100 });
const positive = (description: string) => Type.Number({ description, exclusiveMinimum: 0, maximum: 1e9 });
const agentType = text('agent type; * for every type not named', { minLength: 1, maxLength: 200 });

/**
 * A dated price of one's own (A4.2, T6): it wins over the bundled table. `model` may hold `*`; times are epoch ms, `[from, to)`;
 * prices are USD per million tokens.
 */
export const PriceOverride = Type.Object(
  {
    id: Id,
    provider: Nullable(Id),
    model: Id,
    from: Nullable(Type.Number()),
    to: Nullable(Type.Number()),
    input: Usd,
    output: Usd,
    cache_read: Nullable(Usd),
    cache_write: Nullable(Usd),
    cache_write_1h: Nullable(Usd),
    note: Text,
    author: Id,
  },
  { $id: 'PriceOverride', ...closed }
);
export type PriceOverride = Static<typeof PriceOverride>;

/** What one completed task of an agent type is worth (A4.4). */
export const TaskValue = Type.Object(
  {
    agentType,
    minutesSaved: positive('minutes of a person one completed task saves'),
    hourlyRateUsd: positive('what an hour of that person costs, USD'),
  },
  closed
);
export type TaskValue = Static<typeof TaskValue>;

/** An objective (S3): which share of what is to be good, over how long. */
export const SloConfig = Type.Object(
  {
    name,
    measure: OneOf(SLO_MEASURES, 'what makes a job or session good; *_time and queue_wait need thresholdSeconds'),
    target: Type.Number({ description: 'share that is to be good, 0..1', exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    windowDays: Type.Number({ description: 'over how many days', minimum: 1, maximum: 90 }),
    thresholdSeconds: Nullable(Type.Number({ description: 'good is at most this', minimum: 0.1, maximum: 31_536_000 })),
    agentType: Nullable(text('of this agent type alone')),
    workflow: Nullable(text('of this workflow alone')),
  },
  closed
);
export type SloConfig = Static<typeof SloConfig>;

/** What may be spent (T9). */
export const BudgetConfig = Type.Object(
  {
    name,
    by: OneOf(BUDGET_SCOPES, 'what it is for'),
    value: Nullable(text('which agent type, workflow, user or source; none: each has this budget')),
    limitUsd: positive('what may be spent in a period, USD'),
    period: OneOf(BUDGET_PERIODS, 'calendar period, UTC; weeks begin on Monday'),
  },
  closed
);
export type BudgetConfig = Static<typeof BudgetConfig>;

const MOST_ENTRIES = 500;

/** The parts of the configuration that people edit while the service runs. */
export const SETTINGS = {
  prices: Type.Array(PriceOverride, { maxItems: MOST_ENTRIES }),
  budgets: Type.Array(BudgetConfig, { maxItems: MOST_ENTRIES }),
  slos: Type.Array(SloConfig, { maxItems: MOST_ENTRIES }),
  values: Type.Array(TaskValue, { maxItems: MOST_ENTRIES }),
} as const;
export interface SettingValues {
  prices: PriceOverride[];
  budgets: BudgetConfig[];
  slos: SloConfig[];
  values: TaskValue[];
}
export type SettingName = keyof SettingValues;
export type SettingValue<N extends SettingName> = SettingValues[N];
export const SETTING_NAMES = ['prices', 'budgets', 'slos', 'values'] as const satisfies readonly SettingName[];

const settingState = <N extends SettingName>(setting: N) =>
  Type.Object({
    /** In force now. */
    value: SETTINGS[setting],
    /** What the configuration file says: it holds again after a reset. */
    configured: SETTINGS[setting],
    edited_at: Nullable(EpochMs),
    edited_by: Nullable(Type.String()),
    version: Type.Integer({ description: 'to be sent back with an edit; 0 while it was never edited' }),
  });

/** Answer of `GET /api/v1/settings`. */
export const SettingsState = Type.Object(
  {
    prices: settingState('prices'),
    budgets: settingState('budgets'),
    slos: settingState('slos'),
    values: settingState('values'),
  },
  { $id: 'SettingsState' }
);
export type SettingsState = Static<typeof SettingsState>;

/** T4: filters, columns and range of a page, by name. */
export const SavedView = Type.Object(
  {
    id: Id,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    page: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[A-Za-z0-9/_-]+$',
      description: 'page of the app it belongs to',
    }),
    search: Type.String({ maxLength: 8_000, description: 'the page’s query string: filter, range, selection' }),
    shared: Type.Boolean({ description: 'seen by everybody; else by its owner alone' }),
    owner: Type.String(),
    mine: Type.Boolean(),
    updated_at: EpochMs,
  },
  { $id: 'SavedView' }
);
export type SavedView = Static<typeof SavedView>;

/** What a client sends of a view. */
export const SavedViewInput = Type.Composite([Type.Pick(SavedView, ['name', 'page', 'search', 'shared'])], {
  $id: 'SavedViewInput',
  ...closed,
});
export type SavedViewInput = Static<typeof SavedViewInput>;
