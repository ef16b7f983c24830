import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VENV = path.join(ROOT, '.cache', 'otel-venv');
const PYTHON = path.join(VENV, 'bin', 'python');
const PACKAGES = ['opentelemetry-sdk', 'opentelemetry-exporter-otlp-proto-http'];
const IMPORTS = 'import opentelemetry.sdk.trace, opentelemetry.exporter.otlp.proto.http.trace_exporter';

const run = (program: string, args: readonly string[]): string | null => {
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: 180_000 });
  return done.status === 0
    ? null
    : (done.error?.message ?? done.stderr.trim().split('\n').at(-1) ?? `exit ${done.status}`);
};

/** Python with the OpenTelemetry SDK, installed under `.cache/` at the first run; or why it cannot be had here. */
export const pythonWithOpenTelemetry = (): { python: string } | { missing: string } => {
  if (existsSync(PYTHON) && run(PYTHON, ['-c', IMPORTS]) === null) {
    return { python: PYTHON };
  }
  const failed = run('python3', ['-m', 'venv', VENV]) ?? run(PYTHON, ['-m', 'pip', 'install', '-q', ...PACKAGES]);
  return failed === null ? { python: PYTHON } : { missing: failed };
};
