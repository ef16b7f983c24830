import { type MeasureInfo } from '@eljefe/contract';
import { type ComboboxOption } from '@grafana/ui';

import { t } from '../../core/i18n/t';

/** Words for the units of the catalog. */
export const unitText = (unit: MeasureInfo['unit']): string => {
  switch (unit) {
    case 'ratio':
      return t('datasource.units.ratio', 'share, 0 to 100 %');
    case 'seconds':
      return t('datasource.units.seconds', 'seconds');
    case 'usd':
      return t('datasource.units.usd', 'US dollars');
    case 'tokens':
      return t('datasource.units.tokens', 'tokens');
    case 'count':
      return t('datasource.units.count', 'number');
    case 'score':
      return t('datasource.units.score', 'score');
    case 'bytes':
      return t('datasource.units.bytes', 'bytes');
    case 'percent':
      return t('datasource.units.percent', 'percent');
    case 'per_hour':
      return t('datasource.units.perHour', 'per hour');
    case 'per_1000_tokens':
      return t('datasource.units.per1000Tokens', 'per 1,000 tokens');
  }
};

/** The part of the catalog a measure stands in, by its feature id. */
const groupText = (id: string): string => {
  switch (id.slice(0, 2)) {
    case 'A1':
      return t('datasource.groups.health', 'Agents: success and speed');
    case 'A2':
      return t('datasource.groups.work', 'Agents: work and waiting');
    case 'A3':
      return t('datasource.groups.quality', 'Agents: quality');
    case 'A4':
      return t('datasource.groups.cost', 'Agents: cost and value');
    case 'S1':
      return t('datasource.groups.resources', 'Resources');
    case 'S2':
      return t('datasource.groups.service', 'Service health');
    case 'S3':
      return t('datasource.groups.reliability', 'Reliability');
    case 'S4':
      return t('datasource.groups.security', 'Security');
    case 'V1':
      return t('datasource.groups.now', 'Running now');
    default:
      return t('datasource.groups.workflows', 'Workflows');
  }
};

/** A measure in the picker: its title, its unit and what it means. */
export const measureOption = ({ name, title, id, unit, definition }: MeasureInfo): ComboboxOption<string> => ({
  value: name,
  label: title,
  group: groupText(id),
  description: `${id} · ${unitText(unit)} · ${definition}`,
});
