import { type News } from './news';

type Redact = (text: string) => string;

/** Free text a person or an agent wrote; ids, names and numbers are left as they are. */
const JOB_TEXTS = ['task', 'current_step', 'error_message'] as const;
const SESSION_TEXTS = ['goal', 'current_step', 'error_message'] as const;

const redactFields = <T extends object, K extends keyof T>(fields: T, keys: readonly K[], redact: Redact): T => {
  const masked: T = { ...fields };
  for (const key of keys) {
    const value: unknown = fields[key];
    if (typeof value === 'string') {
      Object.assign(masked, { [key]: redact(value) });
    }
  }
  return masked;
};

const redactLabels = (labels: Readonly<Record<string, string>>, redact: Redact): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, redact(value)]));

/** B2, T5: news as it may be stored: secrets and personal data are gone from its texts before it becomes a fact. */
export const redactNews = (item: News, redact: Redact): News => {
  switch (item.kind) {
    case 'job': {
      const { fields, labels } = item.news;
      const types = fields.error_types === undefined ? {} : { error_types: fields.error_types.map(redact) };
      const masked = { ...redactFields(fields, JOB_TEXTS, redact), ...types };
      return { ...item, news: { ...item.news, fields: masked, labels: redactLabels(labels, redact) } };
    }
    case 'session':
      return { ...item, news: { ...item.news, fields: redactFields(item.news.fields, SESSION_TEXTS, redact) } };
    case 'event':
      return { ...item, news: redactFields(item.news, ['title', 'text'], redact) };
    case 'resource':
      return item;
  }
};
