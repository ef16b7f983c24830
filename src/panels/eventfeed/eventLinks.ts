import { locationUtil, textUtil, type DataFrame } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { drilldownUrl, type SearchValues } from '../../core/links/drilldownUrl';
import { type EventPosition, type FeedItem } from './eventFeed.types';

export interface EventLink {
  href: string;
  title: string;
  target?: '_blank' | '_self' | '_parent' | '_top';
}

interface Input {
  locate: (id: string) => { frame: DataFrame; position: EventPosition } | null;
  agentUrl: string;
  sessionUrl: string;
  search: SearchValues;
}

const inside = (href: string | null, title: string): EventLink[] =>
  href === null ? [] : [{ href: textUtil.sanitizeUrl(locationUtil.assureBaseUrl(href)), title }];

/** Where the event's subject can be looked at, by the panel's options. */
const subjectLinks = (item: FeedItem, { agentUrl, sessionUrl, search }: Input): EventLink[] => {
  if (item.subject === null) {
    return [];
  }
  switch (item.subjectKind) {
    case 'agent':
      return inside(
        drilldownUrl({ target: agentUrl, variables: { agent: item.subject }, search }),
        t('panels.openAgent', 'Open agent')
      );
    case 'job':
      return inside(
        drilldownUrl({ target: agentUrl, variables: { job: item.subject }, search }),
        t('panels.openJob', 'Open job')
      );
    case 'session':
      return inside(
        drilldownUrl({ target: sessionUrl, variables: { session: item.subject }, search }),
        t('panels.openSession', 'Open session')
      );
    default:
      return [];
  }
};

const ownLink = ({ url }: FeedItem): EventLink[] =>
  url !== null && /^(?:https?:\/\/|\/(?!\/))/i.test(url)
    ? [{ href: textUtil.sanitizeUrl(url), title: t('panels.open', 'Open') }]
    : [];

/** @returns where an event leads: its own address, its subject's dashboard, then the data links of the fields */
export const eventLinks =
  (input: Input) =>
  (item: FeedItem): EventLink[] => {
    const place = input.locate(item.id);
    const linked = (place?.frame.fields ?? [])
      .filter((field) => (field.config.links?.length ?? 0) > 0)
      .flatMap((field) => field.getLinks?.({ valueRowIndex: place?.position.row }) ?? [])
      .map(({ href, title, target }) => ({ href, title, target }));
    const links = [...ownLink(item), ...subjectLinks(item, input), ...linked];
    return links.filter(({ href }, index) => href !== '' && links.findIndex((other) => other.href === href) === index);
  };
