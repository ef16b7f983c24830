import { Problem } from '@eljefe/contract';
import { type TSchema } from '@sinclair/typebox';

import { type RouteDocs } from './route';

export interface DocumentedRoute {
  method: string;
  /** As registered: `/api/v1/jobs/:id`. */
  url: string;
  docs: RouteDocs;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: Array<{ url: string }>;
  tags: Array<{ name: string }>;
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

const ACCESS_TEXT: Readonly<Record<RouteDocs['access'], string>> = {
  open: 'Needs no authentication.',
  read: 'Needs the role Viewer; on loopback nothing, unless `auth.required`.',
  rate: 'Needs a Grafana identity of any role, or an Editor token; on loopback nothing, unless `auth.required`.',
  send: 'Needs the role Editor; on loopback nothing, unless `auth.required`.',
  control: 'Needs the role Editor, always.',
  admin: 'Needs the role Admin, always.',
};

/** Replaces every schema that has a name by a reference, and collects the named ones. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  refer(schema: TSchema): unknown {
    const name = schema.$id;
    if (!name) {
      return this.inline(schema);
    }
    if (!(name in this.schemas)) {
      this.schemas[name] = {};
      this.schemas[name] = this.inline(schema);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  private inline(schema: TSchema): unknown {
    const { $id: _, ...rest } = schema;
    return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, this.part(value)]));
  }

  private part(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item: unknown) => this.part(item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    return '$id' in value && typeof value.$id === 'string'
      ? this.refer({ ...value } as TSchema)
      : this.inlineObject(value);
  }

  private inlineObject(value: object): unknown {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, this.part(child)]));
  }
}

const parameters = (where: 'query' | 'path', schema: TSchema | undefined, components: Components): unknown[] => {
  const properties: Array<[string, TSchema]> = Object.entries(schema?.properties ?? {});
  const required: string[] = schema?.required ?? [];
  return properties.map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(property.description ? { description: property.description } : {}),
    schema: components.refer(property),
  }));
};

const requestBody = (body: NonNullable<RouteDocs['body']>, components: Components): unknown => ({
  required: true,
  ...(body.description ? { description: body.description } : {}),
  content: Object.fromEntries(
    (body.types ?? ['application/json']).map((type) => [type, { schema: components.refer(body.schema) }])
  ),
});

const responses = (docs: RouteDocs, components: Components): Record<string, unknown> => {
  const own = Object.entries(docs.answers).map(([status, answer]) => [
    status,
    {
      description: answer.description,
      ...(answer.schema || answer.type
        ? {
            content: {
              [answer.type ?? 'application/json']: answer.schema ? { schema: components.refer(answer.schema) } : {},
            },
          }
        : {}),
    },
  ]);
  const problem = {
    description: 'A problem document (RFC 9457) naming field, value and remedy',
    content: { 'application/problem+json': { schema: components.refer(Problem) } },
  };
  return { ...Object.fromEntries(own), default: problem };
};

const operation = ({ method, url, docs }: DocumentedRoute, components: Components): unknown => {
  const given = [...parameters('path', docs.params, components), ...parameters('query', docs.query, components)];
  return {
    operationId: `${method.toLowerCase()}${url.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
    tags: [docs.tag],
    summary: docs.summary,
    description: [docs.description, ACCESS_TEXT[docs.access]].filter(Boolean).join('\n\n'),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(docs.body ? { requestBody: requestBody(docs.body, components) } : {}),
    responses: responses(docs, components),
    security: docs.access === 'open' ? [] : [{ token: [] }, { grafana: [] }],
  };
};

/** The contract of the routes as OpenAPI 3.1, from the schemas they check with. */
export const openApi = (routes: readonly DocumentedRoute[], version: string): OpenApiDocument => {
  const components = new Components();
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    // A doubled colon is a colon of the path itself.
    const path = route.url.replace(/::|:([A-Za-z0-9_]+)/g, (_, name?: string) => (name ? `{${name}}` : ':'));
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'El Jefe Observability: analytics service',
      version,
      description:
        'Watches orchestrators of AI agents. Times are RFC 3339 or epoch milliseconds, errors are RFC 9457 problem documents.',
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.docs.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token `eljefe_<id>_<secret>` with a role' },
        grafana: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Grafana-Id',
          description: 'Grafana’s signed identity; Grafana’s proxies add it',
        },
      },
    },
  };
};
