import { getFrameDisplayName, type DataFrame } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { Combobox, Table } from '@grafana/ui';
import { useState } from 'react';
import { asBoolean, asRecords, asText } from '../../shared/json';
import type { StandInProps } from './standInProps';

const pickerHeight = 40;

/** The library's table, with a choice of frame when there are several. */
export function TablePanel(props: StandInProps) {
  const { data, width, height, options, id, fieldConfig } = props;
  const [picked, setPicked] = useState(0);
  const frames = data.series.filter((frame) => frame.fields.length > 0).map(withoutHidden);
  const frame = frames[Math.min(picked, frames.length - 1)];
  if (frame === undefined) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  const isChoice = frames.length > 1;
  return (
    <>
      <Table
        ariaLabel={props.title}
        data={frame}
        width={width}
        height={isChoice ? height - pickerHeight : height}
        noHeader={options['showHeader'] === false}
        initialSortBy={asRecords(options['sortBy']).map((sort) => ({
          displayName: asText(sort['displayName']),
          desc: asBoolean(sort['desc']),
        }))}
        timeRange={data.timeRange}
        fieldConfig={fieldConfig}
        resizable
      />
      {isChoice && (
        <Combobox
          aria-label="Table"
          options={frames.map((one, index) => ({ value: index, label: getFrameDisplayName(one, index) }))}
          value={frames.indexOf(frame)}
          onChange={(option) => setPicked(option.value)}
        />
      )}
    </>
  );
}

function withoutHidden(frame: DataFrame): DataFrame {
  return { ...frame, fields: frame.fields.filter((field) => field.config.custom?.hideFrom?.viz !== true) };
}
