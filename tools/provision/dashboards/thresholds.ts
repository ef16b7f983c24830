import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ThresholdsConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Good below `warn`, bad from `fail` on. */
export const lowIsGood = (warn: number, fail: number): Builder<ThresholdsConfig> =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { value: null, color: 'green' },
    { value: warn, color: 'yellow' },
    { value: fail, color: 'red' },
  ]);

/** Bad below `fail`, good from `target` on. */
export const highIsGood = (fail: number, target: number): Builder<ThresholdsConfig> =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
    { value: null, color: 'red' },
    { value: fail, color: 'yellow' },
    { value: target, color: 'green' },
  ]);

/** A count that is neither good nor bad. */
export const neutral = (color: string): Builder<ThresholdsConfig> =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null, color }]);
