import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { type PipelineGraph } from './pipelineGraph';

/** What the lines mean; only those that occur. */
export const Legend = ({ graph: { edges, steps } }: { graph: PipelineGraph }) => {
  const styles = useStyles2(getStyles);
  if (steps.length === 0) {
    return null;
  }
  const signs: Array<[boolean, string, string]> = [
    [
      edges.length === 0,
      '',
      t('pipeline.legend.noEdges', 'No dependencies were told: steps stand in the order of their start'),
    ],
    [edges.length > 0, '→', t('pipeline.legend.after', 'comes after')],
    [edges.some(({ handoff }) => handoff !== null), '◇', t('pipeline.legend.handed', 'handed over')],
    [
      edges.some(({ handoff }) => handoff?.outcome === 'pending'),
      '╌',
      t('pipeline.legend.pending', 'not yet taken over'),
    ],
    [edges.some(({ critical }) => critical), '━', t('pipeline.legend.critical', 'critical path')],
  ];
  return (
    <div className={styles.line}>
      {signs
        .filter(([occurs]) => occurs)
        .map(([, sign, text]) => (
          <span key={text}>
            {sign !== '' && <b aria-hidden>{sign} </b>}
            {text}
          </span>
        ))}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    '& b': { color: theme.colors.text.primary },
  }),
});
