import { t } from '../../core/i18n/t';
import { type EvidenceLine } from './insights.types';
import { measureText } from './measureText';

type Told = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Told => typeof value === 'object' && value !== null;

const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const parsed = (cell: unknown): unknown => {
  if (typeof cell !== 'string' || cell === '') {
    return cell;
  }
  try {
    return JSON.parse(cell);
  } catch {
    return [cell]; // a plain sentence is evidence too
  }
};

const counted = (text: string, count: number | null): string =>
  count === null ? text : t('insights.evidence.counted', '{{value}} (of {{count}})', { value: text, count });

const rangeText = (low: number | null, high: number | null, unit: string): string | null =>
  low === null || high === null
    ? null
    : t('insights.evidence.range', '{{low}} to {{high}}', {
        low: measureText(low, unit),
        high: measureText(high, unit),
      });

const chanceText = (p: number): string =>
  p < 0.001 ? t('insights.evidence.tiny', 'less than 0.1 %') : `${(p * 100).toFixed(1)} %`;

const figures = (told: Told, unit: string): EvidenceLine[] => {
  const [value, former, target] = [numberOf(told.value), numberOf(told.former), numberOf(told.target)];
  const range = rangeText(numberOf(told.low), numberOf(told.high), unit);
  const p = numberOf(told.p_value);
  const lines: Array<[string, string | null]> = [
    [
      t('insights.evidence.now', 'Now'),
      value === null ? null : counted(measureText(value, unit), numberOf(told.count)),
    ],
    [
      t('insights.evidence.before', 'Before'),
      former === null ? null : counted(measureText(former, unit), numberOf(told.former_count)),
    ],
    [t('insights.evidence.target', 'Target'), target === null ? null : measureText(target, unit)],
    [t('insights.evidence.interval', '95 % interval'), range],
    [t('insights.evidence.chance', 'Chance of it without a real change'), p === null ? null : chanceText(p)],
    [
      t('insights.evidence.method', 'Method'),
      typeof told.method === 'string' && told.method !== '' ? told.method : null,
    ],
  ];
  return lines.flatMap(([name, text]) => (text === null ? [] : [{ name, value: text }]));
};

/**
 * Reads a cell of evidence: the service's figures, a list of sentences, or JSON text of either.
 * @param unit the measure's unit by the registry's name; empty when it is not known
 */
export const readEvidence = (cell: unknown, unit: string): EvidenceLine[] => {
  const told = parsed(cell);
  if (Array.isArray(told)) {
    return told.flatMap((line) => (typeof line === 'string' && line !== '' ? [{ name: '', value: line }] : []));
  }
  return isRecord(told) ? figures(told, unit) : [];
};
