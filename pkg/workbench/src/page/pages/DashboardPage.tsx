import { getBackendSrv } from '@grafana/runtime';
import { UrlSyncContextProvider, type EmbeddedScene } from '@grafana/scenes';
import { LoadingPlaceholder } from '@grafana/ui';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { css } from '@emotion/css';
import { asRecord, type JsonRecord } from '../../shared/json';
import { DashboardHeader } from '../dashboard/DashboardHeader';
import { toScene } from '../dashboard/toScene';
import { showScene } from '../services/currentScene';
import { Failure } from '../shell/Failure';
import { useLoaded } from './useLoaded';

/** A provisioned dashboard, read-only, as a scene. */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const loaded = useLoaded(uid, async () => {
    const answer: unknown = await getBackendSrv().get(`/api/dashboards/uid/${uid}`);
    const model = asRecord(asRecord(answer)['dashboard']);
    return { model, scene: toScene(model) };
  });
  if (loaded.state === 'failed') {
    return <Failure what={`Dashboard ${uid} failed to load`} error={describe(loaded.error)} />;
  }
  if (loaded.state === 'loading') {
    return <LoadingPlaceholder text="Loading the dashboard" />;
  }
  return <Dashboard key={uid} {...loaded.value} />;
}

function Dashboard({ model, scene }: { model: JsonRecord; scene: EmbeddedScene }) {
  useEffect(() => showScene(scene), [scene]);
  return (
    <div className={padded}>
      <DashboardHeader model={model} />
      <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </div>
  );
}

function describe(error: unknown): string {
  return String(asRecord(asRecord(error)['data'])['message'] ?? error);
}

/** On a phone the panels take the whole width but for a hair. */
const padded = css({ padding: '8px 16px 16px', '@media (max-width: 600px)': { padding: 4 } });
