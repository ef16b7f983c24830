import { LoadingPlaceholder } from '@grafana/ui';
import React, { type ComponentType, Suspense } from 'react';

import { t } from '../core/i18n/t';

/** A lazily loaded editor that says so while it comes. */
export const withLoading = <P extends object>(Editor: ComponentType<P>): ComponentType<P> => {
  const Loading = (props: P) => (
    <Suspense fallback={<LoadingPlaceholder text={t('panels.loading', 'Loading')} />}>
      <Editor {...props} />
    </Suspense>
  );
  return Loading;
};
