import React from 'react';

import { t } from '../../core/i18n/t';
import { PageFrame } from '../frame/PageFrame';
import { pageLink } from '../url/pageLink';
import { useUrlSearch } from '../url/useUrlParams';
import { SessionDetail } from './SessionDetail';

/** Longer ids would not fit a phone; their ends differ. */
const SHORT = 18;
/** Keeps a line from ending after the dots. */
const JOINED = '\u2060';

/** One session: what each agent did, where the time went, what it cost. */
export default function SessionPage() {
  const search = useUrlSearch();
  const id = search.get('var-session') ?? '';
  return (
    <PageFrame
      nav={{
        text: id.length > SHORT ? `…${JOINED}${id.slice(-SHORT)}` : id || t('pages.session.title', 'Session'),
        parentItem: { text: t('pages.sessions.title', 'Sessions'), url: pageLink('sessions', {}, search) },
      }}
    >
      <SessionDetail key={id} id={id} source={search.get('var-source') ?? ''} />
    </PageFrame>
  );
}
