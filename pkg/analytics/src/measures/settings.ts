/** What the configuration says that a definition needs. Absent parts make their measures absent, never 0. */
export interface MeasureSettings {
  /** Limit of a job that names none (A1.4), s. */
  jobTimeoutSeconds: number;
  /** Minutes saved by one completed task and the value of an hour, by agent type; `*` stands for every other type (A4.4). */
  values: ReadonlyArray<{ agentType: string; minutesSaved: number; hourlyRateUsd: number }>;
  prices: { cpuCoreHourUsd: number | null; memoryGibHourUsd: number | null; gpuHourUsd: number | null };
  /** Jobs that may run at once, by agent type; `*` for all together (A2.3). */
  capacity: ReadonlyArray<{ agentType: string; jobs: number }>;
  /** Policy checks of W4.4; null: not checked. */
  policies: { allowedModels: readonly string[] | null; maxJobCostUsd: number | null };
}

export const NO_SETTINGS: MeasureSettings = {
  jobTimeoutSeconds: 3_600,
  values: [],
  prices: { cpuCoreHourUsd: null, memoryGibHourUsd: null, gpuHourUsd: null },
  capacity: [],
  policies: { allowedModels: null, maxJobCostUsd: null },
};

export const hasValues = ({ values }: MeasureSettings): boolean => values.length > 0;
export const hasPolicies = ({ policies }: MeasureSettings): boolean =>
  policies.allowedModels !== null || policies.maxJobCostUsd !== null;

const EVERY_OTHER = '*';

/** USD one completed task of each type is worth. */
const worth = ({ values }: MeasureSettings): Map<string, number> =>
  new Map(values.map(({ agentType, minutesSaved, hourlyRateUsd }) => [agentType, (minutesSaved / 60) * hourlyRateUsd]));

/** Values of the `set_…` parameters that definitions use. −1 stands for "not configured": no real price or limit is negative. */
export const settingParams = (settings: MeasureSettings): Record<string, unknown> => {
  const byType = worth(settings);
  return {
    set_values_types: [...byType.keys()].filter((type) => type !== EVERY_OTHER),
    set_values_usd: [...byType].filter(([type]) => type !== EVERY_OTHER).map(([, usd]) => usd),
    set_value_other: byType.get(EVERY_OTHER) ?? -1,
    set_cpu_price: settings.prices.cpuCoreHourUsd ?? -1,
    set_memory_price: settings.prices.memoryGibHourUsd ?? -1,
    set_gpu_price: settings.prices.gpuHourUsd ?? -1,
    set_check_models: settings.policies.allowedModels === null ? 0 : 1,
    set_models: [...(settings.policies.allowedModels ?? [])],
    set_max_job_cost: settings.policies.maxJobCostUsd ?? -1,
  };
};

/** The parameters a statement names, so that none is sent in vain. */
export const usedParams = (text: string, params: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).filter(([name]) => text.includes(`{${name}:`)));
