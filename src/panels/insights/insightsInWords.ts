import { t, tCount } from '../../core/i18n/t';
import { type InsightsModel } from './insights.types';

/**
 * What the panel says first: what needs somebody, then health and what pulls it down, how much changed, how many alerts
 * fire. Health judges all work of the window by its targets, so a budget or one stuck job leaves it as it is: said so,
 * lest “2 things need attention” and “100 of 100” contradict each other. What is not known is not said.
 */
export const insightsInWords = ({ rows, figures }: InsightsModel): string => {
  const { healthScore, lowest, anomalyCount, activeAlerts, coverage } = figures;
  const urgent = rows.filter(({ severity }) => severity !== 'info').length;
  const health = healthScore === null ? null : Math.round(healthScore);
  const parts = [
    urgent > 0
      ? tCount(
          'insights.words.urgent',
          { one: '{{count}} thing needs attention', other: '{{count}} things need attention' },
          { count: urgent }
        )
      : null,
    health === null
      ? null
      : coverage !== null && coverage < 1
        ? t('insights.words.healthKnown', 'Health {{score}} of 100 over all work, {{percent}} % of it known', {
            score: health,
            percent: Math.round(coverage * 100),
          })
        : t('insights.words.health', 'Health {{score}} of 100 over all work', { score: health }),
    healthScore !== null && healthScore < 95 && lowest !== null
      ? t('insights.words.lowest', 'pulled down most by {{part}}', { part: lowest })
      : null,
    anomalyCount === null
      ? null
      : tCount(
          'insights.words.anomalies',
          { one: '{{count}} anomaly', other: '{{count}} anomalies' },
          { count: anomalyCount }
        ),
    activeAlerts === null
      ? null
      : tCount(
          'insights.words.alerts',
          { one: '{{count}} alert fires', other: '{{count}} alerts fire' },
          { count: activeAlerts }
        ),
  ];
  return parts.filter((part) => part !== null).join('; ');
};
