import { asRecord, asRecords, asText, type JsonRecord } from '../../shared/json';

const known = new Set(['custom', 'query', 'datasource', 'textbox', 'constant', 'interval', 'adhoc']);

/** Names of a dashboard's variables whose kind the workbench does not know. */
export function unknownVariables(model: JsonRecord): string[] {
  return asRecords(asRecord(model['templating'])['list'])
    .filter((entry) => !known.has(asText(entry['type'])))
    .map((entry) => asText(entry['name']));
}
