import { activeSince, type Scenario } from './scenario';

/** Load of the orchestrator's host, in percent and bytes, as its resource endpoint tells it. */
export interface HostLoad {
  cpu: { current: number; cores: number; load_avg: number[] };
  memory: { total: number; available: number; used: number; percent: number };
  disk: { total: number; used: number; free: number; percent: number };
}

const CORES = 8;
const MEMORY_TOTAL = 32 * 2 ** 30;
const DISK_TOTAL = 512 * 2 ** 30;
const RAMP_SECONDS = 20;

const round = (value: number): number => Number(value.toFixed(1));

/** A slow wave with the time, more with each running agent, and what the scenario forces after a short ramp. */
export const hostLoad = (scenario: Scenario, atSeconds: number, runningJobs: number): HostLoad => {
  let cpu = Math.min(88, 12 + runningJobs * 1.8 + 5 * Math.sin(atSeconds / 17) + 3 * Math.sin(atSeconds / 5));
  let memory = Math.min(86, 34 + runningJobs * 0.9 + 2 * Math.sin(atSeconds / 41));
  for (const effect of scenario.effects) {
    const since = activeSince(effect.when, atSeconds);
    if (since !== null) {
      const ramp = Math.min(1, (atSeconds - since) / RAMP_SECONDS);
      cpu += ramp * ((effect.hostCpuPercent ?? cpu) - cpu);
      memory += ramp * ((effect.hostMemoryPercent ?? memory) - memory);
    }
  }
  const used = Math.round((MEMORY_TOTAL * memory) / 100);
  const diskUsed = Math.round(DISK_TOTAL * Math.min(0.95, 0.41 + atSeconds / 4e6));
  const load = (cpu / 100) * CORES;
  return {
    cpu: {
      current: round(cpu),
      cores: CORES,
      load_avg: [load, load * 0.94, load * 0.9].map((value) => Number(value.toFixed(2))),
    },
    memory: { total: MEMORY_TOTAL, available: MEMORY_TOTAL - used, used, percent: round(memory) },
    disk: {
      total: DISK_TOTAL,
      used: diskUsed,
      free: DISK_TOTAL - diskUsed,
      percent: round((diskUsed / DISK_TOTAL) * 100),
    },
  };
};
