import { type News } from './news';

type Redact = (text: string) => string;

/** Free text a person or an agent wrote; ids, names and numbers are left as they are. */
const JOB_TEXTS = ['task', 'current_step', 'error_message'] as const;
const SESSION_TEXTS = ['goal', 'current_step', 'error_message'] as const;

/** A copy with its texts masked; the very object when there was nothing to mask, which is nearly always. */
const redactFields = <T extends object, K extends keyof T>(fields: T, keys: readonly K[], redact: Redact): T => {
  let masked: T | null = null;
  for (const key of keys) {
    const value: unknown = fields[key];
    const clean = typeof value === 'string' ? redact(value) : value;
    if (clean !== value) {
      masked ??= { ...fields };
      Object.assign(masked, { [key]: clean });
    }
  }
  return masked ?? fields;
};

const redactLabels = (labels: Readonly<Record<string, string>>, redact: Redact): Readonly<Record<string, string>> => {
  for (const key in labels) {
    const value = labels[key];
    if (value !== undefined && redact(value) !== value) {
      return Object.fromEntries(Object.entries(labels).map(([name, plain]) => [name, redact(plain)]));
    }
  }
  return labels;
};

/** B2, T5: news as it may be stored: secrets and personal data are gone from its texts before it becomes a fact. */
export const redactNews = (item: News, redact: Redact): News => {
  switch (item.kind) {
    case 'job': {
      const { fields: told, labels: own } = item.news;
      const types = told.error_types === undefined ? told : { ...told, error_types: told.error_types.map(redact) };
      const fields = redactFields(types, JOB_TEXTS, redact);
      const labels = redactLabels(own, redact);
      return fields === told && labels === own ? item : { ...item, news: { ...item.news, fields, labels } };
    }
    case 'session':
      return { ...item, news: { ...item.news, fields: redactFields(item.news.fields, SESSION_TEXTS, redact) } };
    case 'event':
      return { ...item, news: redactFields(item.news, ['title', 'text'], redact) };
    case 'resource':
      return item;
  }
};
