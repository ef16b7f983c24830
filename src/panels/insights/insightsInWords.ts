import { type InsightsModel } from './insights.types';

const countText = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What the panel says first: health and what pulls it down, how much changed, how many alerts fire. What is not known is not said. */
export const insightsInWords = ({ rows, figures }: InsightsModel): string => {
  const { healthScore, lowest, anomalyCount, activeAlerts, coverage } = figures;
  const urgent = rows.filter(({ severity }) => severity !== 'info').length;
  const known = coverage !== null && coverage < 1 ? `, ${Math.round(coverage * 100)} % of it known` : '';
  const parts = [
    healthScore === null ? null : `Health ${Math.round(healthScore)} of 100${known}`,
    healthScore !== null && healthScore < 95 && lowest !== null ? `${lowest} pulls it down most` : null,
    urgent > 0 ? countText(urgent, 'thing needs attention', 'things need attention') : null,
    anomalyCount === null ? null : countText(anomalyCount, 'anomaly', 'anomalies'),
    activeAlerts === null ? null : countText(activeAlerts, 'alert fires', 'alerts fire'),
  ];
  return parts.filter((part) => part !== null).join('; ');
};
