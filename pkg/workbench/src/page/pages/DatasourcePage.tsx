import {
  DataSourcePluginContextProvider,
  type DataSourceInstanceSettings,
  type DataSourceSettings,
  type TestDataSourceResponse,
} from '@grafana/data';
import { config, getBackendSrv, getDataSourceSrv, PluginPage } from '@grafana/runtime';
import { Alert, Button, LinkButton, LoadingPlaceholder, Stack } from '@grafana/ui';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Failure } from '../shell/Failure';
import { UnknownPage } from './UnknownPage';
import { useLoaded } from './useLoaded';

/** The configuration editor of one provisioned data source, with the button that tests it. */
export function DatasourcePage() {
  const { uid = '' } = useParams();
  const instance = Object.values(config.datasources).find((datasource) => datasource.uid === uid);
  return instance === undefined ? <UnknownPage /> : <KnownDatasource key={uid} instance={instance} />;
}

function KnownDatasource({ instance }: { instance: DataSourceInstanceSettings }) {
  const loaded = useLoaded(instance.uid, async () => ({
    settings: await getBackendSrv().get<DataSourceSettings>(`/api/datasources/uid/${instance.uid}`),
    datasource: await getDataSourceSrv().get({ uid: instance.uid }),
  }));
  if (loaded.state === 'failed') {
    return <Failure what={`The data source ${instance.name} failed to load`} error={loaded.error} />;
  }
  if (loaded.state === 'loading') {
    return <LoadingPlaceholder text="Loading the data source" />;
  }
  const { settings, datasource } = loaded.value;
  return <Editor instance={instance} saved={settings} ConfigEditor={datasource.components?.ConfigEditor} />;
}

type ConfigEditor = NonNullable<Awaited<ReturnType<typeof testedSource>>['components']>['ConfigEditor'];

interface EditorProps {
  instance: DataSourceInstanceSettings;
  saved: DataSourceSettings;
  ConfigEditor: ConfigEditor;
}

function Editor({ instance, saved, ConfigEditor }: EditorProps) {
  const [options, setOptions] = useState(saved);
  const [outcome, setOutcome] = useState<TestDataSourceResponse | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setOutcome(null);
    try {
      await save(instance, options);
      setOutcome(await (await testedSource(instance.uid)).testDatasource());
    } catch (error) {
      setOutcome({ status: 'error', message: messageOf(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <PluginPage pageNav={{ text: instance.name }} subTitle={instance.meta.name}>
      {options.readOnly && (
        <Alert severity="info" title="Provisioned data source">
          This data source comes from a file and cannot be changed here; it can be tested.
        </Alert>
      )}
      <DataSourcePluginContextProvider instanceSettings={instance}>
        {ConfigEditor === undefined ? (
          <p>This data source has no configuration editor.</p>
        ) : (
          <ConfigEditor options={options} onOptionsChange={setOptions} />
        )}
      </DataSourcePluginContextProvider>
      {outcome !== null && (
        <Alert severity={severityOf(outcome.status)} title={outcome.message}>
          {outcome.details?.message}
        </Alert>
      )}
      <Stack>
        <Button onClick={() => void run()} disabled={isBusy}>
          {options.readOnly ? 'Test' : 'Save & test'}
        </Button>
        <LinkButton variant="secondary" href={`/explore?datasource=${instance.uid}`}>
          Explore
        </LinkButton>
      </Stack>
    </PluginPage>
  );
}

async function save(instance: DataSourceInstanceSettings, options: DataSourceSettings): Promise<void> {
  if (!options.readOnly) {
    await getBackendSrv().put(`/api/datasources/uid/${instance.uid}`, options);
    instance.jsonData = options.jsonData;
  }
}

/** A fresh instance, so that the test sees what has just been saved. */
async function testedSource(uid: string) {
  await getDataSourceSrv().reload();
  return getDataSourceSrv().get({ uid });
}

function severityOf(status: string): 'success' | 'warning' | 'error' {
  const lower = status.toLowerCase();
  return lower === 'success' || lower === 'ok' ? 'success' : lower === 'warning' ? 'warning' : 'error';
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
