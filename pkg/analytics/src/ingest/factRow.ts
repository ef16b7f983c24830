import { factId } from '../domain/factId';
import { type RowOf } from '../store/schema';

import { newsTime, type News } from './news';
import { eventRow } from './rows';

export type FactRow = RowOf<'facts'>;

/** `observed` is told only where it is true: most facts go without. */
const attributesOf = (item: News): string =>
  item.kind === 'job' && item.observed ? JSON.stringify({ ...item.news, observed: true }) : JSON.stringify(item.news);

/** News as the fact it is stored as. Its id is made of its content: the same news told twice is one fact. */
export const factRow = (item: News, received: number): FactRow => {
  const { source, kind, subject } = item;
  if (item.kind === 'event') {
    return eventRow(item.news, received);
  }
  const attributes = attributesOf(item);
  const id = factId(source, kind, subject, attributes);
  return { id, time: newsTime(item, received), received, source, kind, subject, attributes };
};
