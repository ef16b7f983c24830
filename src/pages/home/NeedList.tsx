import { type GrafanaTheme2 } from '@grafana/data';
import { css } from '@emotion/css';
import { Badge, type BadgeColor, type IconName, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { ageText } from '../../core/format/ageText';
import { type Need, type NeedKind } from '../../core/overview/overview.types';

const LOOK: Readonly<Record<NeedKind, { text: string; color: BadgeColor; icon: IconName }>> = {
  failed: { text: 'Failed', color: 'red', icon: 'exclamation-circle' },
  stuck: { text: 'Stuck', color: 'orange', icon: 'hourglass' },
  waiting: { text: 'Waiting', color: 'purple', icon: 'user' },
  silent: { text: 'Silent', color: 'red', icon: 'exclamation-triangle' },
};

/** What needs a person, oldest first, each with its age and one safe next step. */
export const NeedList = ({ needs }: { needs: readonly Need[] }) => {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label="What needs you">
      {needs.map(({ key, kind, title, detail, ageSeconds, next }) => (
        <li key={key} className={styles.item}>
          <div className={styles.head}>
            <Badge {...LOOK[kind]} />
            <Text weight="medium">{title}</Text>
            <Text color="secondary">{ageSeconds === null ? 'since unknown' : `for ${ageText(ageSeconds)}`}</Text>
          </div>
          {detail && <div className={styles.detail}>{detail}</div>}
          <Text element="p" color="secondary" variant="bodySmall">
            {next}
          </Text>
        </li>
      ))}
    </ul>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  item: css({
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1.5),
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'center' }),
  detail: css({ overflowWrap: 'anywhere', marginTop: theme.spacing(0.5) }),
});
