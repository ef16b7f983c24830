import { InvalidOtlp, type Attributes, type Scoped, type Value } from '../records';
import { MAX_VALUE_DEPTH } from '../wire/WireReader';

export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list, absent meaning empty. @throws InvalidOtlp when it is something else */
export const listOf = (value: unknown, name: string): Json[] => {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value) || !value.every(isRecord)) {
    throw new InvalidOtlp(`${name} is not a list of objects`);
  }
  return value;
};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Ids are hexadecimal in OTLP's JSON, unlike protobuf's own JSON mapping. */
export const hexOf = (value: unknown): string => textOf(value).toLowerCase();

const WHOLE = /^-?\d{1,20}$/;

/** A 64-bit whole number as number or text. @throws InvalidOtlp when it is neither */
export const bigOf = (value: unknown, name: string): bigint => {
  if (value === undefined || value === null) {
    return 0n;
  }
  if (typeof value === 'number' && Number.isInteger(value)) {
    return BigInt(value);
  }
  if (typeof value === 'string' && WHOLE.test(value)) {
    return BigInt(value);
  }
  throw new InvalidOtlp(`${name} is not a whole number`);
};

/** An integer; enumerations are integers in OTLP's JSON. Absent is 0. */
export const intOf = (value: unknown, name: string): number => Number(bigOf(value, name));

const SPECIAL: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A floating-point number, also as text; null when absent. */
export const doubleOf = (value: unknown): number | null => {
  if (typeof value === 'number') {
    return value;
  }
  if (typeof value !== 'string' || value.trim() === '') {
    return null;
  }
  const number = SPECIAL.get(value) ?? Number(value);
  return Number.isNaN(number) && value !== 'NaN' ? null : number;
};

const wholeOf = (value: unknown): Value => {
  const number = bigOf(value, 'intValue');
  const exact = Number(number);
  return Number.isSafeInteger(exact) ? exact : number.toString();
};

export const valueOf = (value: unknown, depth = 0): Value => {
  if (!isRecord(value)) {
    return null;
  }
  if (depth > MAX_VALUE_DEPTH) {
    throw new InvalidOtlp(`an attribute is nested deeper than ${MAX_VALUE_DEPTH}`);
  }
  if ('stringValue' in value) {
    return textOf(value['stringValue']);
  }
  if ('boolValue' in value) {
    return value['boolValue'] === true || value['boolValue'] === 'true';
  }
  if ('intValue' in value) {
    return wholeOf(value['intValue']);
  }
  if ('doubleValue' in value) {
    return doubleOf(value['doubleValue']);
  }
  return compound(value, depth);
};

const compound = (value: Json, depth: number): Value => {
  const { arrayValue: list, kvlistValue: record } = value;
  if (isRecord(list)) {
    return listOf(list['values'], 'arrayValue.values').map((item) => valueOf(item, depth + 1));
  }
  if (isRecord(record)) {
    const pairs = listOf(record['values'], 'kvlistValue.values');
    return Object.fromEntries(pairs.map((pair) => [textOf(pair['key']), valueOf(pair['value'], depth + 1)]));
  }
  return typeof value['bytesValue'] === 'string' ? value['bytesValue'] : null;
};

export const attributesOf = (value: unknown): Attributes =>
  new Map(listOf(value, 'attributes').map((pair) => [textOf(pair['key']), valueOf(pair['value'])] as const));

/** Names of the nested lists of one signal. */
export interface Names {
  resources: string;
  scopes: string;
  records: string;
}

/** Reads an export request in JSON. Fields nobody knows are passed over. @throws InvalidOtlp */
export const readRequest = <T>(body: unknown, names: Names, read: (record: Json) => T): Array<Scoped<T>> => {
  if (!isRecord(body)) {
    throw new InvalidOtlp('the body is not an object');
  }
  return listOf(body[names.resources], names.resources).flatMap((resource) => {
    const attributes = attributesOf(isRecord(resource['resource']) ? resource['resource']['attributes'] : undefined);
    return listOf(resource[names.scopes], names.scopes).map((scoped): Scoped<T> => {
      const scope = isRecord(scoped['scope']) ? scoped['scope'] : {};
      return {
        resource: attributes,
        scope: textOf(scope['name']),
        scopeVersion: textOf(scope['version']),
        records: listOf(scoped[names.records], names.records).map(read),
      };
    });
  });
};
