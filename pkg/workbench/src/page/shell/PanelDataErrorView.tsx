import { css } from '@emotion/css';
import { FieldType, type FieldType as Type, type PanelData } from '@grafana/data';
import type { PanelDataErrorViewProps } from '#runtime/components/PanelDataErrorView';

/** Why a panel draws nothing: no data, or a field of a kind that it needs is missing. */
export function PanelDataErrorView(props: PanelDataErrorViewProps) {
  return <div className={centred}>{props.message ?? reason(props)}</div>;
}

function reason(props: PanelDataErrorViewProps): string {
  const noValue = props.fieldConfig?.defaults.noValue;
  if (props.data.series.every((frame) => frame.length === 0)) {
    return noValue ?? 'No data';
  }
  if (props.needsTimeField === true && !has(props.data, FieldType.time)) {
    return 'Data is missing a time field';
  }
  if (props.needsNumberField === true && !has(props.data, FieldType.number)) {
    return 'Data is missing a number field';
  }
  if (props.needsStringField === true && !has(props.data, FieldType.string)) {
    return 'Data is missing a string field';
  }
  return 'Cannot visualize data';
}

function has(data: PanelData, type: Type): boolean {
  return data.series.some((frame) => frame.fields.some((field) => field.type === type));
}

const centred = css({ display: 'flex', alignItems: 'center', justifyContent: 'center', height: '100%', width: '100%' });
