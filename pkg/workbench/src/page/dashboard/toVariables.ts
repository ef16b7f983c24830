import { VariableHide, VariableRefresh, VariableSort } from '@grafana/data';
import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  SceneVariableSet,
  TextBoxVariable,
  type SceneVariable,
} from '@grafana/scenes';
import {
  asBoolean,
  asNumber,
  asOptionalText,
  asRecord,
  asRecords,
  asText,
  isRecord,
  type JsonRecord,
} from '../../shared/json';
import { toDataSourceRef } from './dataSourceRef';

/** The variables of a classic dashboard; kinds that the workbench does not know are left out. */
export function toVariables(model: JsonRecord): SceneVariableSet {
  const entries = asRecords(asRecord(model['templating'])['list']);
  return new SceneVariableSet({
    variables: entries.map(toVariable).filter((variable) => variable !== null),
  });
}

function toVariable(entry: JsonRecord): SceneVariable | null {
  const common = {
    name: asText(entry['name']),
    label: asOptionalText(entry['label']),
    description: asOptionalText(entry['description']) ?? null,
    hide: enumValue(VariableHide, entry['hide'], VariableHide.dontHide),
    skipUrlSync: asBoolean(entry['skipUrlSync']),
  };
  const query = asText(entry['query']);
  switch (entry['type']) {
    case 'custom':
      return new CustomVariable({ ...common, ...multi(entry), query });
    case 'query':
      return new QueryVariable({ ...common, ...multi(entry), ...queryState(entry) });
    case 'datasource':
      return new DataSourceVariable({ ...common, ...multi(entry), pluginId: query, regex: asText(entry['regex']) });
    case 'textbox':
      return new TextBoxVariable({ ...common, value: single(entry) ?? query });
    case 'constant':
      return new ConstantVariable({ ...common, value: query });
    case 'interval':
      return new IntervalVariable({ ...common, ...intervalState(entry) });
    case 'adhoc':
      return new AdHocFiltersVariable({ ...common, ...adHocState(entry) });
    default:
      return null;
  }
}

function multi(entry: JsonRecord) {
  const current = asRecord(entry['current']);
  const isMulti = asBoolean(entry['multi']);
  const value = current['value'] ?? (isMulti ? [] : '');
  return {
    isMulti,
    includeAll: asBoolean(entry['includeAll']),
    defaultToAll: asBoolean(entry['includeAll']) && isEmpty(current['value']),
    allValue: asOptionalText(entry['allValue']),
    allowCustomValue: asBoolean(entry['allowCustomValue'], true),
    value: toValue(value),
    text: toValue(current['text'] ?? value),
  };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function toValue(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map(String) : String(value ?? '');
}

function queryState(entry: JsonRecord) {
  const query = entry['query'];
  return {
    datasource: toDataSourceRef(entry['datasource']) ?? null,
    query: isRecord(query) ? { ...query, refId: asText(query['refId'], 'variable') } : asText(query),
    regex: asText(entry['regex']),
    sort: enumValue(VariableSort, entry['sort'], VariableSort.disabled),
    refresh: enumValue(VariableRefresh, entry['refresh'], VariableRefresh.onDashboardLoad),
    definition: asOptionalText(entry['definition']),
  };
}

function intervalState(entry: JsonRecord) {
  return {
    intervals: asText(entry['query'])
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '' && part !== 'auto'),
    value: single(entry) ?? '',
    autoEnabled: asBoolean(entry['auto']),
    autoStepCount: asNumber(entry['auto_count'], 30),
    autoMinInterval: asText(entry['auto_min'], '10s'),
    refresh: VariableRefresh.onTimeRangeChanged,
  };
}

function adHocState(entry: JsonRecord) {
  return {
    datasource: toDataSourceRef(entry['datasource']) ?? null,
    filters: asRecords(entry['filters']).map((filter) => ({
      key: asText(filter['key']),
      operator: asText(filter['operator'], '='),
      value: asText(filter['value']),
    })),
    applyMode: 'auto' as const,
    layout: 'combobox' as const,
    supportsMultiValueOperators: true,
    allowCustomValue: true,
  };
}

function single(entry: JsonRecord): string | undefined {
  return asOptionalText(asRecord(entry['current'])['value']);
}

/** A member of a numeric enumeration, when the file holds one of its numbers. */
function enumValue<T extends number>(members: Record<string, string | T>, value: unknown, otherwise: T): T {
  return (
    Object.values(members).find((member): member is T => typeof member === 'number' && member === value) ?? otherwise
  );
}
