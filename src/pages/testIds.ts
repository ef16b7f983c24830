/** Test ids of the app's pages. */
export const testIds = {
  home: { state: 'eljefe-home-state' },
  configuration: { sources: 'eljefe-configuration-sources' },
} as const;
