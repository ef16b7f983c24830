import { type DataSourceSettings } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';

import { type ElJefeOptions, type ElJefeSecrets } from '../settings.types';
import ConfigEditor from './ConfigEditor';

type Settings = DataSourceSettings<ElJefeOptions, ElJefeSecrets>;

const settings = (given: Partial<Settings> = {}): Settings => ({
  id: 1,
  uid: 'uid',
  orgId: 1,
  name: 'El Jefe',
  typeLogoUrl: '',
  type: 'eljefe-observability-datasource',
  typeName: '',
  access: 'proxy',
  url: '',
  user: '',
  database: '',
  basicAuth: false,
  basicAuthUser: '',
  isDefault: false,
  jsonData: {},
  secureJsonFields: {},
  readOnly: false,
  withCredentials: false,
  ...given,
});

const show = (given: Partial<Settings> = {}) => {
  const held = { current: settings(given) };
  const Editor = () => {
    const [options, setOptions] = useState(held.current);
    return (
      <ConfigEditor
        options={options}
        onOptionsChange={(next) => {
          held.current = next;
          setOptions(next);
        }}
      />
    );
  };
  render(<Editor />);
  return held;
};

const [ANALYTICS_URL, ORCHESTRATOR_URL] = ['http://localhost:4319', 'http://localhost:8080'];

describe('D1: settings of the data source', () => {
  it('keeps addresses without closing slashes', async () => {
    const held = show();
    await userEvent.type(screen.getByPlaceholderText(ANALYTICS_URL), 'http://a:1/');
    await userEvent.tab();
    await userEvent.type(screen.getByPlaceholderText(ORCHESTRATOR_URL), 'http://b:2//');
    await userEvent.tab();
    expect(held.current.jsonData).toMatchObject({ analyticsUrl: 'http://a:1', orchestratorUrl: 'http://b:2' });
  });

  it('says what is wrong with an address and with a zone', async () => {
    show();
    await userEvent.type(screen.getByPlaceholderText(ANALYTICS_URL), 'a:1');
    expect(screen.getByText(/Use http:\/\/ or https/)).toBeInTheDocument();
    await userEvent.type(screen.getByPlaceholderText('UTC'), 'Berlin');
    expect(screen.getByText(/UTC or an offset/)).toBeInTheDocument();
  });

  it('keeps tokens apart from the settings that browsers see, and can reset them', async () => {
    const held = show({ secureJsonFields: { analyticsToken: true } });
    await userEvent.click(screen.getByRole('button', { name: /reset/i }));
    expect(held.current.secureJsonFields).toMatchObject({ analyticsToken: false });
    expect(JSON.stringify(held.current.jsonData)).not.toContain('oken');
  });

  it('says plainly what the data source cannot do', () => {
    show();
    expect(screen.getByText(/Grafana alert rules, recording rules/)).toBeInTheDocument();
  });
});
