import React from 'react';

import { PageFrame } from '../frame/PageFrame';
import { SessionsList } from './SessionsList';

/** All sessions of a time range. */
export default function SessionsPage() {
  return (
    <PageFrame>
      <SessionsList />
    </PageFrame>
  );
}
