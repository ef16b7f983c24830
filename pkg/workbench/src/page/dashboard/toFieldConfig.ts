import type { FieldConfigSource } from '@grafana/data';
import { asRecord, asRecords, asText, type JsonRecord } from '../../shared/json';

/** A panel's field options and overrides, as saved. */
export function toFieldConfig(panel: JsonRecord): FieldConfigSource {
  const fieldConfig = asRecord(panel['fieldConfig']);
  return {
    defaults: asRecord(fieldConfig['defaults']),
    overrides: asRecords(fieldConfig['overrides']).map((override) => {
      const matcher = asRecord(override['matcher']);
      return {
        matcher: { id: asText(matcher['id']), options: matcher['options'] },
        properties: asRecords(override['properties']).map((property) => ({
          id: asText(property['id']),
          value: property['value'],
        })),
      };
    }),
  };
}
