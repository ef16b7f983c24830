import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { Age } from '../../components/Age';
import { conditionColor, CONDITION_LOOK } from '../../components/conditionLook';
import { needsAttention } from '../../core/status/condition';
import { type SessionRow } from './pipeline.types';
import { type PipelineGraph } from './pipelineGraph';
import { pipelineInWords } from './pipelineInWords';
import { useServiceNow } from './serviceNow';

interface Props {
  session: SessionRow;
  graph: PipelineGraph;
  onOpen: (stepId: string) => void;
}

/** Where the session stands, in words; a part about a step leads to it. */
export const StateLine = ({ session, graph, onOpen }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const phrases = pipelineInWords({ session, graph, nowMs: useServiceNow() });
  const urgent = needsAttention(session.condition) || graph.steps.some(({ condition }) => condition === 'failed');
  const look = urgent && !needsAttention(session.condition) ? 'failed' : session.condition;
  return (
    <div className={styles.line}>
      <span className={styles.icon} style={{ color: conditionColor(theme, look) }}>
        <Icon name={CONDITION_LOOK[look].icon} aria-label={CONDITION_LOOK[look].word} />
      </span>
      <span className={styles.text}>
        {phrases.map(({ text, stepId, condition }, index) => (
          <React.Fragment key={text}>
            {stepId === null ? (
              `${text}${index < phrases.length - 1 ? ';' : ''}`
            ) : (
              <button
                type="button"
                className={cx(styles.part, condition === 'failed' && styles.failed)}
                onClick={() => onOpen(stepId)}
              >
                {text}
                {index < phrases.length - 1 && ';'}
              </button>
            )}{' '}
          </React.Fragment>
        ))}
        {session.newsAtMs !== null && (
          <span className={styles.age}>
            <Age sinceMs={session.newsAtMs} stale={session.stale} />
          </span>
        )}
      </span>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'flex-start', gap: theme.spacing(0.75), minWidth: 0 }),
  icon: css({ display: 'inline-flex', marginTop: 3, flexShrink: 0 }),
  text: css({
    // Whole lines only: half a line below the last one looks broken.
    maxHeight: `calc(${theme.typography.body.lineHeight} * 6em)`,
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    fontVariantNumeric: 'tabular-nums',
  }),
  part: css({
    display: 'inline',
    padding: 0,
    border: 0,
    background: 'none',
    textAlign: 'left',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    cursor: 'pointer',
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  failed: css({ color: theme.colors.error.text }),
  age: css({ marginLeft: theme.spacing(1) }),
});
