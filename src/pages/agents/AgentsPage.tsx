import React from 'react';

import { PageFrame } from '../frame/PageFrame';
import { AgentsList } from './AgentsList';

/** All agents of a time range. */
export default function AgentsPage() {
  return (
    <PageFrame>
      <AgentsList />
    </PageFrame>
  );
}
