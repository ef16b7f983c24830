/** Test ids of the app's pages. */
export const testIds = {
  home: { state: 'eljefe-home-state' },
  agents: { list: 'eljefe-agents-list', detail: 'eljefe-agent-detail' },
  sessions: { list: 'eljefe-sessions-list', detail: 'eljefe-session-detail' },
  compare: { result: 'eljefe-compare-result' },
  settings: { page: 'eljefe-settings' },
  setup: { checks: 'eljefe-setup-checks' },
  configuration: { sources: 'eljefe-configuration-sources' },
} as const;
