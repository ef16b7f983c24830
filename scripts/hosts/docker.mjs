import { run } from '../lib/run.mjs';
import { say } from '../lib/say.mjs';

/** Runs everything as containers; ends when compose ends. */
export const runDocker = async ({ orchestrators }) => {
  const profile = orchestrators.length > 0 ? [] : ['--profile', 'simulator'];
  say('starting containers; open http://127.0.0.1:3000/d/eljefe-overview when Grafana is up');
  const env = { ...process.env, ...(orchestrators[0] ? { ELJEFE_ORCHESTRATOR: orchestrators[0] } : {}) };
  return run('docker', ['compose', ...profile, 'up', '--build'], { env });
};
