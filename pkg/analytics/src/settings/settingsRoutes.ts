import { SETTINGS, SETTING_NAMES, SettingsState, type SettingName } from '@eljefe/contract';
import { Type, type TSchema } from '@sinclair/typebox';
import { type FastifyInstance } from 'fastify';

import { type ApiPlugin } from '../api/buildApi';
import { ProblemError } from '../api/ProblemError';
import { addRoute } from '../api/route';
import { type Access } from '../auth/access';

import { type Settings } from './Settings';

/** Budgets are the operators' daily tool; prices, objectives and values change what every figure means. */
const ACCESS: Readonly<Record<SettingName, Access>> = {
  budgets: 'control',
  prices: 'admin',
  slos: 'admin',
  values: 'admin',
};

const SUMMARY: Readonly<Record<SettingName, string>> = {
  prices: 'Own prices of models, dated; they win over the bundled table (T6)',
  budgets: 'Budgets (T9)',
  slos: 'Objectives (S3)',
  values: 'What a completed task of an agent type is worth (A4.4)',
};

const version = Type.Integer({
  minimum: 0,
  description: 'as GET /api/v1/settings told it: another edit since then is a 409',
});

type EditSettings = Pick<Settings, 'state' | 'edit'>;

const bodyWith = (value: TSchema) =>
  Type.Object({ value: Type.Unsafe<unknown>(value), version }, { additionalProperties: false });

const addSetting = (scope: FastifyInstance, settings: EditSettings, name: SettingName): void => {
  addRoute(scope, {
    method: 'PUT',
    url: `/api/v1/settings/${name}`,
    access: ACCESS[name],
    tag: 'settings',
    summary: `${SUMMARY[name]}: keeps a new list, in force at once; null goes back to the configuration`,
    body: {
      schema: bodyWith(Type.Union([SETTINGS[name], Type.Null()])),
    },
    answers: { 200: { description: 'All settings as they are now', schema: SettingsState } },
    handle: async ({ body, identity }) => {
      const outcome = await settings.edit(name, body, identity());
      if (outcome.ok) {
        return settings.state();
      }
      if ('newer' in outcome) {
        const { by, at } = outcome.newer;
        throw new ProblemError(
          'conflict',
          `${by} changed these settings at ${new Date(at).toISOString()}; read them again and repeat your edit`
        );
      }
      const { problems } = outcome;
      const told = problems.map(({ field, value, remedy }) => `${field}: found ${value}; ${remedy}`).join('. ');
      throw new ProblemError('invalid-body', told, { problems });
    },
  });
};

/** `/api/v1/settings` (C4): what people may edit while the service runs. */
export const settingsRoutes =
  (settings: EditSettings): ApiPlugin =>
  (scope) => {
    addRoute(scope, {
      method: 'GET',
      url: '/api/v1/settings',
      access: 'read',
      tag: 'settings',
      summary: 'Prices, budgets, objectives and task values in force, and what the configuration says',
      answers: { 200: { description: 'All settings', schema: SettingsState } },
      handle: () => settings.state(),
    });
    SETTING_NAMES.forEach((name) => addSetting(scope, settings, name));
  };
