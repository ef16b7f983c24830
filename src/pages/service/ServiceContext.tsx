import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import React, { createContext, type PropsWithChildren, type ReactNode, useContext, useState } from 'react';

import { DATASOURCE_TYPE } from '../../constants';
import { useUrlParam } from '../url/useUrlParams';
import { createPageService, type PageService, type PageSource } from './pageService';

const ServiceContext = createContext<PageService | null>(null);

/** @throws outside of `ServiceGate` */
export const useService = (): PageService => {
  const service = useContext(ServiceContext);
  if (service === null) {
    throw new Error('useService needs a ServiceGate above it');
  }
  return service;
};

const textOf = (record: object, key: string): string => {
  const value: unknown = Reflect.get(record, key);
  return typeof value === 'string' ? value : '';
};

/** Every data source of ours that this viewer may use. */
export const listSources = (): PageSource[] =>
  getDataSourceSrv()
    .getList({ pluginId: DATASOURCE_TYPE })
    .map(({ uid, name, url, jsonData }) => ({
      uid,
      name,
      url: url ?? '',
      analyticsUrl: textOf(jsonData, 'analyticsUrl'),
      orchestratorUrl: textOf(jsonData, 'orchestratorUrl'),
    }));

/** Gives its children this service. */
export const ServiceProvider = ({ service, children }: PropsWithChildren<{ service: PageService }>) => (
  <ServiceContext.Provider value={service}>{children}</ServiceContext.Provider>
);

const Provide = ({ source, children }: PropsWithChildren<{ source: PageSource }>) => {
  const [service] = useState(() => createPageService(source, getBackendSrv()));
  return <ServiceProvider service={service}>{children}</ServiceProvider>;
};

interface Props {
  /** Shown while there is no data source to ask. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Gives its children the data source that the address names (`var-datasource`), else the first one. */
export const ServiceGate = ({ fallback, children }: Props) => {
  const [wanted] = useUrlParam('var-datasource');
  const sources = listSources();
  const source = sources.find(({ uid }) => uid === wanted) ?? sources[0];
  return source ? (
    <Provide key={source.uid} source={source}>
      {children}
    </Provide>
  ) : (
    <>{fallback}</>
  );
};
