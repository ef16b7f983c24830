import { type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';

import { HOME_URL, ROUTES } from '../constants';

const HomePage = lazy(() => import('./home/HomePage'));

/** Pages of the app; an unknown path leads home. */
export default function App(_: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading" />}>
      <Routes>
        <Route path={ROUTES.home} element={<HomePage />} />
        <Route path="*" element={<Navigate to={HOME_URL} replace />} />
      </Routes>
    </Suspense>
  );
}
