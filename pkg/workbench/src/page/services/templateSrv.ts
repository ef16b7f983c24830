import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

export type Format = string | Function | undefined;

export interface TemplateSrvOptions {
  /** Replaces what the scene that asks (or the dashboard on screen) knows; everything else stays as it is. */
  interpolate: (target: string, scopedVars: ScopedVars | undefined, format: Format) => string;
  getVariables: () => TypedVariableModel[];
}

/** `$name`, `[[name:format]]`, `${name.field:format}`. */
const reference = /\$\w+|\[\[\w+(?::\w+)?\]\]|\$\{\w+(?:\.[^:^}]+)?(?::[^}]+)?\}/;

export function createTemplateSrv(options: TemplateSrvOptions): TemplateSrv {
  return {
    getVariables: options.getVariables,
    replace: (target, scopedVars, format) =>
      target === undefined || target === '' ? (target ?? '') : options.interpolate(target, scopedVars, format),
    containsTemplate: (target) => target !== undefined && reference.test(target),
    updateTimeRange: () => undefined,
  };
}
