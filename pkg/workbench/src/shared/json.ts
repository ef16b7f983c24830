/** A JSON object whose members are not known yet. */
export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is an object, else an empty one. */
export function asRecord(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects among the members of a list; everything else is dropped. */
export function asRecords(value: unknown): JsonRecord[] {
  return asList(value).filter(isRecord);
}

export function asText(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

export function asOptionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asNumber(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function asOptionalNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Booleans as they are and as Grafana's provisioning files may write them: `true`, `"true"`, `"1"`. */
export function asBoolean(value: unknown, otherwise = false): boolean {
  if (typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'string' && value !== '') {
    return value === 'true' || value === '1';
  }
  return otherwise;
}

export function asTexts(value: unknown): string[] {
  return asList(value).filter((member): member is string => typeof member === 'string');
}
