import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

interface Reading {
  name: string;
  help: string;
  /** null: this computer cannot tell. */
  read: () => number | null;
}

const openFiles = (): number | null => {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
};

const addGauge = (registry: Registry, { name, help, read }: Reading): void => {
  if (read() === null) {
    return;
  }
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      const value = read();
      if (value !== null) {
        this.set(value);
      }
    },
  });
};

/**
 * Adds what the process uses. Own readings rather than prom-client's defaults, three of which are gauges named `_total`,
 * which `promtool check metrics` refuses.
 * @returns ends the measurement of the event loop
 */
export const addProcessMetrics = (registry: Registry, prefix: string): (() => void) => {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAtSeconds = Date.now() / 1_000 - process.uptime();
  const readings: Reading[] = [
    { name: 'resident_memory_bytes', help: 'Resident memory of the service.', read: () => process.memoryUsage.rss() },
    { name: 'heap_used_bytes', help: 'JavaScript heap in use.', read: () => process.memoryUsage().heapUsed },
    { name: 'open_files', help: 'Open file descriptors.', read: openFiles },
    {
      name: 'start_time_seconds',
      help: 'When the service started, seconds since the epoch.',
      read: () => startedAtSeconds,
    },
    {
      name: 'event_loop_delay_p99_seconds',
      help: 'Delay of the event loop since the last scrape, 99th percentile.',
      read: () => (Number.isFinite(delay.percentile(99)) ? delay.percentile(99) / 1e9 : 0),
    },
  ];
  readings.forEach((reading) => addGauge(registry, { ...reading, name: `${prefix}process_${reading.name}` }));
  new Counter({
    name: `${prefix}process_cpu_seconds_total`,
    help: 'Processor time used by the service.',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
      delay.reset();
    },
  });
  return () => delay.disable();
};
