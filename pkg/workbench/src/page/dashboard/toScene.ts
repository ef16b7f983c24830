import { DashboardCursorSync } from '@grafana/data';
import {
  behaviors,
  EmbeddedScene,
  SceneControlsSpacer,
  SceneDataLayerControls,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VariableValueSelectors,
  type SceneObject,
} from '@grafana/scenes';
import { asRecord, asText, asTexts, type JsonRecord } from '../../shared/json';
import { toAnnotations } from './toAnnotations';
import { toLayout } from './toLayout';
import { toVariables } from './toVariables';

/** A classic dashboard (the JSON of a file) as a scene: time range, variables, annotations, rows and panels. */
export function toScene(model: JsonRecord): EmbeddedScene {
  const time = asRecord(model['time']);
  const timezone = asText(model['timezone']);
  const annotations = toAnnotations(model);
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: asText(time['from'], 'now-6h'),
      to: asText(time['to'], 'now'),
      timeZone: timezone === '' ? undefined : timezone,
    }),
    $variables: toVariables(model),
    $data: annotations,
    $behaviors: [new behaviors.CursorSync({ sync: cursorSync(model['graphTooltip']) })],
    controls: controls(model, annotations !== undefined),
    body: toLayout(model),
  });
}

function controls(model: JsonRecord, hasAnnotations: boolean): SceneObject[] {
  const intervals = asTexts(asRecord(model['timepicker'])['refresh_intervals']);
  return [
    new VariableValueSelectors({}),
    ...(hasAnnotations ? [new SceneDataLayerControls()] : []),
    new SceneControlsSpacer(),
    new SceneTimePicker({}),
    new SceneRefreshPicker({
      refresh: asText(model['refresh']),
      intervals: intervals.length === 0 ? undefined : intervals,
    }),
  ];
}

function cursorSync(value: unknown): DashboardCursorSync {
  return value === 1
    ? DashboardCursorSync.Crosshair
    : value === 2
      ? DashboardCursorSync.Tooltip
      : DashboardCursorSync.Off;
}
