import { type DataFrame, type Field, FieldType } from '@grafana/data';

import { t } from '../i18n/t';

/**
 * Stands for a measure that could not be read: a panel without frames would say what it says when there is nothing
 * (“No job ended in this window”), which nobody knows then.
 * @param at instant of the missing value of a series, epoch ms; null for a total, which has no time
 */
export const unreadFrame = (refId: string, at: number | null): DataFrame => {
  const value: Field = {
    name: 'value',
    type: FieldType.number,
    values: [null],
    config: {
      noValue: t('datasource.unread', 'Unreadable'),
      displayNameFromDS: ' ',
      // Neither good nor bad.
      color: { mode: 'fixed', fixedColor: 'text' },
    },
  };
  const time: Field[] = at === null ? [] : [{ name: 'time', type: FieldType.time, values: [at], config: {} }];
  return { refId, length: 1, fields: [...time, value] };
};
