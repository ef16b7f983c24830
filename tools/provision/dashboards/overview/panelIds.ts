/** Panel ids of the Overview. Alert rules and links point at them: give a new panel a new number, never reuse one. */
export const PANEL = {
  health: 1,
  agentsActive: 2,
  workflowsRunning: 3,
  tokens: 4,
  cost: 5,
  successRate: 6,
  responseTime: 7,
  errorRate: 8,
  costPerTask: 9,
  responseTrend: 10,
  outcomeTrend: 11,
  throughput: 12,
  agents: 13,
  feed: 14,
} as const;
