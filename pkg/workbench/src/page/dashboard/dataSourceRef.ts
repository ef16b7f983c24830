import type { DataSourceRef } from '@grafana/schema';
import { asOptionalText, isRecord } from '../../shared/json';

/** A reference to a data source as dashboards write it: an object, a bare uid or name, or nothing. */
export function toDataSourceRef(value: unknown): DataSourceRef | undefined {
  if (typeof value === 'string' && value !== '') {
    return { uid: value };
  }
  return isRecord(value) ? { type: asOptionalText(value['type']), uid: asOptionalText(value['uid']) } : undefined;
}
