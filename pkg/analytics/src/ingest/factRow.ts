import { factId } from '../domain/factId';
import { type RowOf } from '../store/schema';

import { newsTime, type News } from './news';
import { eventRow } from './rows';

export type FactRow = RowOf<'facts'>;

/** News as the fact it is stored as. Its id is made of its content: the same news told twice is one fact. */
export const factRow = (item: News, received: number): FactRow => {
  const { source, kind, subject } = item;
  if (item.kind === 'event') {
    return eventRow(item.news, received);
  }
  const attributes = JSON.stringify(item.kind === 'job' ? { ...item.news, observed: item.observed } : item.news);
  const id = factId(source, kind, subject, attributes);
  return { id, time: newsTime(item, received), received, source, kind, subject, attributes };
};
