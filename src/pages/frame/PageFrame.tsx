import { type NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import React, { type ReactNode } from 'react';

import { NowProvider } from '../../components/now';
import { ServiceGate } from '../service/ServiceContext';
import { NoSource } from './NoSource';

interface Props {
  /** Name of a page that the menu does not name, and where it belongs. */
  nav?: NavModelItem;
  subTitle?: ReactNode;
  /** Controls beside the title. They may ask the data source too. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the app in Grafana's own frame, asking the data source that the address names. */
export const PageFrame = ({ nav, subTitle, actions, children }: Props) => (
  <NowProvider>
    <PluginPage {...(nav ? { pageNav: nav } : {})} subTitle={subTitle} actions={actions}>
      <ServiceGate fallback={<NoSource />}>{children}</ServiceGate>
    </PluginPage>
  </NowProvider>
);
