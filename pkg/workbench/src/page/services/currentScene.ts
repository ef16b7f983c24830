import { VariableHide, type ScopedVars, type TypedVariableModel, LoadingState } from '@grafana/data';
import {
  AdHocFiltersVariable,
  SceneFlexLayout,
  sceneGraph,
  type SceneObject,
  type SceneVariable,
} from '@grafana/scenes';
import type { Format } from './templateSrv';

const emptyScene = new SceneFlexLayout({ children: [] });
let onScreen: SceneObject | null = null;

/** Names the dashboard whose variables templates see; the function that it returns clears it again. */
export function showScene(scene: SceneObject): () => void {
  onScreen = scene;
  return () => {
    onScreen = onScreen === scene ? null : onScreen;
  };
}

/** Interpolates for the scene that a query comes from, else for the dashboard on screen. */
export function interpolateForScene(target: string, scopedVars: ScopedVars | undefined, format: Format): string {
  const scene = sceneOf(scopedVars) ?? onScreen ?? emptyScene;
  const customFormat = typeof format === 'function' ? (value: unknown) => String(format(value)) : format;
  return sceneGraph.interpolate(scene, target, scopedVars, customFormat);
}

function sceneOf(scopedVars: ScopedVars | undefined): SceneObject | null {
  const value: unknown = scopedVars?.['__sceneObject']?.value;
  const scene: unknown = value?.valueOf();
  return isSceneLike(scene) ? scene : null;
}

/** Apps bring their own copy of the scenes library, so its classes cannot be compared. */
function isSceneLike(value: unknown): value is SceneObject {
  return typeof value === 'object' && value !== null && 'state' in value && 'useState' in value;
}

/** Variables of the dashboard on screen, all in the shape of a custom variable. */
export function variablesOnScreen(): TypedVariableModel[] {
  if (onScreen === null) {
    return [];
  }
  return sceneGraph.getVariables(onScreen).state.variables.map(toModel);
}

function toModel(variable: SceneVariable, index: number): TypedVariableModel {
  const { name, label, description } = variable.state;
  const base = {
    id: name,
    name,
    label: typeof label === 'string' ? label : undefined,
    rootStateKey: null,
    global: false,
    hide: VariableHide.dontHide,
    skipUrlSync: false,
    index,
    state: LoadingState.Done,
    error: null,
    description: description ?? null,
  };
  if (variable instanceof AdHocFiltersVariable) {
    return { ...base, type: 'adhoc', datasource: variable.state.datasource, filters: variable.state.filters };
  }
  // As chosen, not as filled in: All stays `$__all`, by which a data source knows that nothing is to be selected.
  const value: unknown = 'value' in variable.state ? variable.state.value : variable.getValue();
  const values = Array.isArray(value) ? value.map(String) : String(value);
  const current = { selected: true, value: values, text: variable.getValueText?.() ?? String(value) };
  const multi = Array.isArray(value);
  return { ...base, type: 'custom', current, options: [], query: '', multi, includeAll: false };
}
