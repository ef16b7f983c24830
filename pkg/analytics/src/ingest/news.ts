import { type FactKind, type FeedEvent, type Resources } from '@eljefe/contract';

import { type JobNews } from '../domain/jobFold';
import { type SessionNews } from '../domain/sessionFold';

/** News as a source hands it over, before it is a stored fact. */
export type News =
  | { kind: 'job'; source: string; subject: string; news: JobNews; observed: boolean }
  | { kind: 'session'; source: string; subject: string; news: SessionNews }
  | { kind: 'resource'; source: string; subject: string; news: Resources }
  | { kind: 'event'; source: string; subject: string; news: FeedEvent };

/** Instant a piece of news speaks of; when it tells none, the instant it was received. */
export const newsTime = (item: News, received: number): number => {
  switch (item.kind) {
    case 'job':
    case 'session':
      return item.news.stamp > 0 ? item.news.stamp : received;
    case 'resource':
      return item.news.at;
    case 'event':
      return item.news.time;
  }
};

export type NewsKind = Extract<FactKind, News['kind']>;
