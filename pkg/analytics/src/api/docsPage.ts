import { createHash } from 'node:crypto';

import { type OpenApiDocument } from './openApi';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
summary { cursor: pointer; padding: .4rem 0; } summary code { font-weight: 600; }
details { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
pre { overflow: auto; padding: .75rem; background: color-mix(in srgb, currentColor 8%, transparent); }
p { margin: .4rem 0; white-space: pre-line; }`;

/** Content security policy of the page: it loads nothing and runs nothing. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: unknown): string =>
  String(text ?? '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
const block = (value: unknown): string => `<pre tabindex="0">${safe(JSON.stringify(value, null, 2))}</pre>`;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const section = (title: string, value: unknown): string =>
  value === undefined ? '' : `<h4>${title}</h4>${block(value)}`;

const operationHtml = (path: string, method: string, operation: unknown): string => {
  const shown = isObject(operation) ? operation : {};
  return `<details><summary><code>${safe(method.toUpperCase())} ${safe(path)}</code> ${safe(shown.summary)}</summary>
<p>${safe(shown.description)}</p>${section('Parameters', shown.parameters)}${section('Body', shown.requestBody)}${section('Answers', shown.responses)}</details>`;
};

/** The contract as one page without scripts and without anything from elsewhere. */
export const docsPage = (document: OpenApiDocument): string => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationHtml(path, method, operation))
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${safe(name)}"><summary><code>${safe(name)}</code></summary>${block(schema)}</details>`
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(document.info.title)}</title><style>${STYLE}</style></head><body><main>
<h1>${safe(document.info.title)}</h1><p>${safe(document.info.description)}</p>
<p>Version ${safe(document.info.version)}. The same for programs: <a href="/openapi.json">/openapi.json</a></p>
<h2>Doors</h2>${operations.join('\n')}
<h2>Shapes</h2>${schemas.join('\n')}
</main></body></html>`;
};
