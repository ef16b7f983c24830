import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Tab, TabContent, TabsBar, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { ComparePeriods } from './ComparePeriods';
import { CompareSessions } from './CompareSessions';

const MODES = ['sessions', 'periods'] as const;

/** Chooses what is compared (T7, V7). */
export const Compare = () => {
  const styles = useStyles2(getStyles);
  const mode = useUrlSearch().get('mode') === 'periods' ? 'periods' : 'sessions';
  return (
    <div>
      <TabsBar>
        {MODES.map((one) => (
          <Tab
            key={one}
            label={
              one === 'sessions'
                ? t('pages.compare.sessions', 'Two sessions')
                : t('pages.compare.periods', 'Two periods')
            }
            active={one === mode}
            onChangeTab={(event) => {
              event?.preventDefault();
              setUrlParams({ mode: one === 'sessions' ? null : one });
            }}
          />
        ))}
      </TabsBar>
      <TabContent className={styles.content}>
        {mode === 'sessions' ? <CompareSessions /> : <ComparePeriods />}
      </TabContent>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  content: css({ paddingTop: theme.spacing(1.5) }),
});
