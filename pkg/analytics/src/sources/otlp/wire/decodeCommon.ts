import { InvalidOtlp, type Attributes, type Scoped, type Value } from '../records';
import { eachField, MAX_VALUE_DEPTH, type WireReader } from './WireReader';

const list = (reader: WireReader, end: number, depth: number): Value[] => {
  const values: Value[] = [];
  eachField(reader, end, (tag) => {
    if (tag !== 0x0a) {
      return false;
    }
    values.push(anyValue(reader, reader.message(end), depth));
    return true;
  });
  return values;
};

const record = (reader: WireReader, end: number, depth: number): Value => {
  const pairs: Attributes = new Map();
  eachField(reader, end, (tag) => {
    if (tag !== 0x0a) {
      return false;
    }
    keyValue(reader, reader.message(end), { into: pairs, depth });
    return true;
  });
  return Object.fromEntries(pairs);
};

const anyValue = (reader: WireReader, end: number, depth: number): Value => {
  if (depth > MAX_VALUE_DEPTH) {
    throw new InvalidOtlp(`an attribute is nested deeper than ${MAX_VALUE_DEPTH}`);
  }
  let value: Value = null;
  while (reader.pos < end) {
    const tag = reader.tag(end);
    switch (tag) {
      case 0x0a:
        value = reader.text(end);
        break;
      case 0x10:
        value = reader.varint(end) !== 0;
        break;
      case 0x18:
        value = reader.int64(end);
        break;
      case 0x21:
        value = reader.double(end);
        break;
      case 0x2a:
        value = list(reader, reader.message(end), depth + 1);
        break;
      case 0x32:
        value = record(reader, reader.message(end), depth + 1);
        break;
      case 0x3a:
        value = reader.base64(end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  return value;
};

export const readValue = (reader: WireReader, end: number): Value => anyValue(reader, end, 0);

/** One pair. As values, without a closure: it is read a dozen times a span. */
const keyValue = (reader: WireReader, end: number, to: { into: Attributes; depth: number }): void => {
  let key = '';
  let value: Value = null;
  while (reader.pos < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) {
      key = reader.text(end);
    } else if (tag === 0x12) {
      value = anyValue(reader, reader.message(end), to.depth);
    } else {
      reader.skip(tag, end);
    }
  }
  to.into.set(key, value);
};

/** Reads one KeyValue field into a map; a key told twice keeps the last value. */
export const readAttribute = (reader: WireReader, end: number, into: Attributes): void =>
  keyValue(reader, reader.message(end), { into, depth: 0 });

const readResource = (reader: WireReader, end: number): Attributes => {
  const attributes: Attributes = new Map();
  eachField(reader, end, (tag) => {
    if (tag !== 0x0a) {
      return false;
    }
    readAttribute(reader, end, attributes);
    return true;
  });
  return attributes;
};

const readScope = (reader: WireReader, end: number): { scope: string; scopeVersion: string } => {
  const scope = { scope: '', scopeVersion: '' };
  eachField(reader, end, (tag) => {
    if (tag === 0x0a) {
      scope.scope = reader.text(end);
      return true;
    }
    if (tag === 0x12) {
      scope.scopeVersion = reader.text(end);
      return true;
    }
    return false;
  });
  return scope;
};

/** Reads one record of the innermost list. */
export type ReadRecord<T> = (reader: WireReader, end: number) => T;

const readScoped = <T>(reader: WireReader, end: number, read: ReadRecord<T>): Omit<Scoped<T>, 'resource'> => {
  let scope = { scope: '', scopeVersion: '' };
  const records: T[] = [];
  eachField(reader, end, (tag) => {
    if (tag === 0x0a) {
      scope = readScope(reader, reader.message(end));
      return true;
    }
    if (tag === 0x12) {
      const stop = reader.message(end);
      records.push(read(reader, stop));
      reader.pos = stop;
      return true;
    }
    return false;
  });
  return { ...scope, records };
};

/** All three export requests have one shape: resources, in them scopes, in them records. */
export const readRequest = <T>(reader: WireReader, read: ReadRecord<T>): Array<Scoped<T>> => {
  const all: Array<Scoped<T>> = [];
  const end = reader.buffer.length;
  eachField(reader, end, (tag) => {
    if (tag !== 0x0a) {
      return false;
    }
    const stop = reader.message(end);
    let resource: Attributes = new Map();
    const scopes: Array<Omit<Scoped<T>, 'resource'>> = [];
    eachField(reader, stop, (inner) => {
      if (inner === 0x0a) {
        resource = readResource(reader, reader.message(stop));
        return true;
      }
      if (inner === 0x12) {
        scopes.push(readScoped(reader, reader.message(stop), read));
        return true;
      }
      return false;
    });
    all.push(...scopes.map((scope) => ({ resource, ...scope })));
    return true;
  });
  return all;
};
