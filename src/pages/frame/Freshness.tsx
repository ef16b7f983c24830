import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { Age } from '../../components/Age';
import { type Observed } from '../service/useObserved';

/** Age of what is shown, and why nothing newer came: old answers stay in sight, marked as such. */
export const Freshness = ({ asked }: { asked: Observed<unknown> }) => {
  const styles = useStyles2(getStyles);
  const { failure, heardAt } = asked;
  return (
    <>
      {failure !== null && (
        <Alert
          severity={heardAt === null ? 'error' : 'warning'}
          title={
            heardAt === null
              ? t('pages.freshness.none', 'The service does not answer')
              : t('pages.freshness.old', 'Last known answer: nothing newer came')
          }
        >
          {failure}
        </Alert>
      )}
      {heardAt !== null && (
        <div className={styles.line}>
          {t('pages.freshness.asked', 'Asked')} <Age sinceMs={heardAt} stale={failure !== null} />
        </div>
      )}
    </>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
});
