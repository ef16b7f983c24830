import { type DataFrame, FieldType } from '@grafana/data';

import { t } from '../i18n/t';

/**
 * Stands for a value that could not be read: a panel without frames would say what it says when there is nothing
 * (“No job ended in this window”), which nobody knows then.
 * @param at instant of the missing value, epoch ms
 */
export const unreadFrame = (refId: string, at: number): DataFrame => ({
  refId,
  length: 1,
  fields: [
    { name: 'time', type: FieldType.time, values: [at], config: {} },
    {
      name: 'value',
      type: FieldType.number,
      values: [null],
      config: { noValue: t('datasource.unread', 'Cannot be read'), displayNameFromDS: ' ' },
    },
  ],
});
