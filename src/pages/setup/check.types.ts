export type CheckState = 'running' | 'ok' | 'warning' | 'failed' | 'off';

export const CHECK_IDS = [
  'source',
  'analytics',
  'question',
  'orchestrator',
  'data',
  'prometheus',
  'dashboards',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** What one check found. */
export interface CheckResult {
  state: CheckState;
  /** What is the case, one or two sentences. */
  text: string;
  /** What to do; null when nothing is to be done. */
  remedy: string | null;
  link: { href: string; text: string } | null;
}
