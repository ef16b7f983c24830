import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DataSourcePickerProps } from '#runtime/components/DataSourcePicker';
import { Combobox } from '@grafana/ui';

/** Picks one of the provisioned data sources. */
export function DatasourcePicker(props: DataSourcePickerProps) {
  const all = getDataSourceSrv().getList(props);
  const current = getDataSourceSrv().getInstanceSettings(props.current);
  const change = (settings: DataSourceInstanceSettings | undefined) => {
    if (settings !== undefined) {
      props.onChange(settings);
    }
  };
  return (
    <Combobox
      id={props.inputId}
      aria-label="Data source"
      placeholder={props.placeholder}
      disabled={props.disabled}
      width={props.width ?? 40}
      options={all.map((settings) => ({ value: settings.uid, label: settings.name, description: settings.type }))}
      value={current?.uid ?? null}
      onChange={(option) => change(all.find((settings) => settings.uid === option.value))}
    />
  );
}
