import { type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';

import { HOME_URL, ROUTES } from '../constants';
import { t } from '../core/i18n/t';

const HomePage = lazy(() => import('./home/HomePage'));
const AgentsPage = lazy(() => import('./agents/AgentsPage'));
const AgentPage = lazy(() => import('./agents/AgentPage'));
const SessionsPage = lazy(() => import('./sessions/SessionsPage'));
const SessionPage = lazy(() => import('./sessions/SessionPage'));

const ComparePage = lazy(() => import('./compare/ComparePage'));
const SettingsPage = lazy(() => import('./settings/SettingsPage'));
const SetupPage = lazy(() => import('./setup/SetupPage'));

/** Pages of the app; an unknown path leads home. */
export default function App(_: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text={t('pages.loading', 'Loading')} />}>
      <Routes>
        <Route path={ROUTES.home} element={<HomePage />} />
        <Route path={ROUTES.agents} element={<AgentsPage />} />
        <Route path={ROUTES.agent} element={<AgentPage />} />
        <Route path={ROUTES.sessions} element={<SessionsPage />} />
        <Route path={ROUTES.session} element={<SessionPage />} />
        <Route path={ROUTES.compare} element={<ComparePage />} />
        <Route path={ROUTES.settings} element={<SettingsPage />} />
        <Route path={ROUTES.setup} element={<SetupPage />} />
        <Route path="*" element={<Navigate to={HOME_URL} replace />} />
      </Routes>
    </Suspense>
  );
}
