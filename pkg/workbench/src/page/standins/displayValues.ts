import { FieldType, getFieldDisplayValues, type FieldDisplay } from '@grafana/data';
import { config } from '@grafana/runtime';
import type { VizTextDisplayOptions } from '@grafana/schema';
import { asOptionalNumber, asRecord, asText, asTexts } from '../../shared/json';
import type { StandInProps } from './standInProps';

/** The values that stat, gauge, bar gauge and pie chart show: each field reduced, or each row, as the options say. */
export function displayValues(props: StandInProps, { sparkline }: { sparkline: boolean }): FieldDisplay[] {
  const reduce = asRecord(props.options['reduceOptions']);
  const calcs = asTexts(reduce['calcs']);
  return getFieldDisplayValues({
    data: props.data.series,
    fieldConfig: props.fieldConfig,
    reduceOptions: {
      values: reduce['values'] === true,
      calcs: calcs.length === 0 ? ['lastNotNull'] : calcs,
      fields: asText(reduce['fields']),
      limit: asOptionalNumber(reduce['limit']),
    },
    replaceVariables: props.replaceVariables,
    theme: config.theme2,
    timeZone: props.timeZone,
    sparkline,
  });
}

/** Whether there is anything to reduce. */
export function hasValues(props: StandInProps): boolean {
  return props.data.series.some(
    (frame) => frame.length > 0 && frame.fields.some((field) => field.type !== FieldType.time)
  );
}

/** Sizes of the text, in pixels; the library chooses where none is set. */
export function textSizes(options: StandInProps['options']): VizTextDisplayOptions {
  const text = asRecord(options['text']);
  return { titleSize: asOptionalNumber(text['titleSize']), valueSize: asOptionalNumber(text['valueSize']) };
}
