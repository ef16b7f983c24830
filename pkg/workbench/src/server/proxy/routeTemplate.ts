import type { JsonRecord } from '../../shared/json';

export interface TemplateData {
  jsonData: JsonRecord;
  secureJsonData: Readonly<Record<string, string>>;
  /** The data source's top-level address. */
  url: string;
}

const placeholder = /\{\{\s*(.*?)\s*\}\}/g;
const field = /^\.(JsonData|SecureJsonData)\.(\w+)$/;

/**
 * Fills a route's text: `{{ .JsonData.x }}`, `{{ .SecureJsonData.y }}`, `{{ .URL }}`, and `orEmpty` before or after a
 * field. As in Grafana a value that is not set shows as `<no value>` unless `orEmpty` makes it empty.
 * @throws on any other expression: the workbench knows no more of the template language.
 */
export function fillTemplate(text: string, data: TemplateData): string {
  return text.replace(placeholder, (whole, expression: string) => {
    const bare = expression.replace(/^orEmpty\s+/, '').replace(/\s*\|\s*orEmpty$/, '');
    const value = lookUp(bare, data);
    if (value === undefined) {
      throw new Error(`The workbench does not know the route expression ${whole}`);
    }
    return value ?? (bare === expression ? '<no value>' : '');
  });
}

function lookUp(expression: string, data: TemplateData): string | null | undefined {
  if (expression === '.URL') {
    return data.url;
  }
  const [, source, name] = field.exec(expression) ?? [];
  if (source === undefined || name === undefined) {
    return undefined;
  }
  const value = source === 'JsonData' ? data.jsonData[name] : data.secureJsonData[name];
  return value === undefined || value === null ? null : String(value);
}
