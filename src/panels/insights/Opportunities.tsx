import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type InsightFigures } from './insights.types';
import { measureText } from './measureText';

/** What could be saved, with the estimate where there is one. */
export const Opportunities = ({ items }: { items: InsightFigures['opportunities'] }) => {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label={t('insights.opportunities', 'Opportunities')}>
      <h4 className={styles.head}>{t('insights.opportunities', 'Opportunities')}</h4>
      <ul className={styles.list}>
        {items.map(({ title, text, saving_usd: savingUsd }) => (
          <li key={title}>
            <strong>{title}</strong>
            {savingUsd !== null &&
              ` · ${t('insights.about', 'about {{amount}}', { amount: measureText(savingUsd, 'usd') })}`}
            <div className={styles.text}>{text}</div>
          </li>
        ))}
      </ul>
    </section>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({ margin: 0, fontSize: theme.typography.body.fontSize, fontWeight: theme.typography.fontWeightMedium }),
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  text: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
});
