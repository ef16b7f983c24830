import React from 'react';

import { t } from '../../core/i18n/t';
import { PageFrame } from '../frame/PageFrame';
import { type AgentBy, pageLink } from '../url/pageLink';
import { useUrlSearch } from '../url/useUrlParams';
import { AgentDetail } from './AgentDetail';

/** One agent or agent type: normal or not, what it did, what failed. */
export default function AgentPage() {
  const search = useUrlSearch();
  const by: AgentBy = search.get('var-agent') ? 'agent' : 'agent_type';
  const name = search.get(`var-${by}`) ?? '';
  return (
    <PageFrame
      nav={{
        text: name === '' ? t('pages.agent.title', 'Agent') : name,
        parentItem: { text: t('pages.agents.title', 'Agents'), url: pageLink('agents', {}, search) },
      }}
    >
      <AgentDetail key={`${by}/${name}`} by={by} name={name} />
    </PageFrame>
  );
}
