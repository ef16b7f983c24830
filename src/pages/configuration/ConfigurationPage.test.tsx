import { AppPlugin } from '@grafana/data';
import { setDataSourceSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { NEW_DATASOURCE_URL } from '../../constants';
import { dataSourceSrv } from '../testing/dataSourceSrv';
import ConfigurationPage from './ConfigurationPage';

const show = (names: string[]) => {
  setDataSourceSrv(dataSourceSrv({ names }));
  render(
    <MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <ConfigurationPage plugin={new AppPlugin()} query={{}} />
    </MemoryRouter>
  );
};

describe('V1: configuration page', () => {
  it('leads to a new data source, since a search does not find nested ones', () => {
    show([]);
    expect(screen.getByRole('link', { name: 'Add data source' })).toHaveAttribute('href', NEW_DATASOURCE_URL);
    expect(screen.getByText('There is none yet.')).toBeInTheDocument();
  });

  it('lists the data sources there are, each with the way to its settings', () => {
    show(['jefe']);
    expect(screen.getByRole('link', { name: 'jefe' })).toHaveAttribute(
      'href',
      '/connections/datasources/edit/uid-jefe'
    );
  });

  it('shows a provisioning file of the right type', () => {
    show([]);
    expect(screen.getByLabelText('Provisioning example')).toHaveTextContent('type: eljefe-observability-datasource');
  });
});
