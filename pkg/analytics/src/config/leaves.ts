import { type TSchema } from '@sinclair/typebox';

import { Config } from './schema';

export type LeafKind = 'text' | 'number' | 'boolean' | 'texts' | 'orchestrators' | 'table';

/** One value of the configuration that can be set on its own. */
export interface Leaf {
  /** Dotted, e.g. `store.memoryBytes`. */
  path: string;
  kind: LeafKind;
  nullable: boolean;
  secret: boolean;
  description: string;
  /** The words allowed, when only these are. */
  words: readonly string[] | null;
  environment: string;
  flag: string;
}

const parts = (path: string): string[] =>
  path
    .replace(/([a-z0-9])([A-Z])/g, '$1.$2')
    .toLowerCase()
    .split('.');

const isNull = (schema: TSchema): boolean => schema.type === 'null';

/** A nullable value is a union of it and null; a choice of words is a union of constants. */
const withoutNull = (schema: TSchema): { inner: TSchema; nullable: boolean } => {
  const options: TSchema[] = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  const inner = options.some(isNull) ? options.find((option) => !isNull(option)) : undefined;
  return inner ? { inner, nullable: true } : { inner: schema, nullable: false };
};

const wordsOf = (schema: TSchema): readonly string[] | null => {
  const options: TSchema[] = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  const words = options.flatMap((option) => (typeof option.const === 'string' ? [option.const] : []));
  return words.length > 0 ? words : null;
};

const kindOf = (path: string, schema: TSchema): LeafKind => {
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return schema.items.type !== 'object' ? 'texts' : path === 'orchestrators' ? 'orchestrators' : 'table';
    default:
      return 'text';
  }
};

const leafOf = (path: string, schema: TSchema): Leaf => {
  const { inner, nullable } = withoutNull(schema);
  return {
    path,
    kind: kindOf(path, inner),
    nullable,
    secret: inner.secret === true,
    description: inner.description ?? '',
    words: wordsOf(inner),
    environment: `ELJEFE_${parts(path).join('_').toUpperCase()}`,
    flag: `--${parts(path).join('-')}`,
  };
};

const collect = (prefix: string, schema: TSchema): Leaf[] => {
  const children: Array<[string, TSchema]> = Object.entries(schema.properties ?? {});
  return children.flatMap(([name, child]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    return child.type === 'object' ? collect(path, child) : [leafOf(path, child)];
  });
};

/** Every value that can be set, in the order of the schema. */
export const LEAVES: readonly Leaf[] = collect('', Config);
