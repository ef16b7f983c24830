import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { useNow } from '../../components/now';
import { ageText } from '../../core/format/ageText';
import { t, tCount } from '../../core/i18n/t';
import { CONDITIONS, needsAttention, type Condition } from '../../core/status/condition';
import { agentsText, phraseOf } from './agentGrid.text';
import { type Summary } from './summarise';

interface Props {
  summary: Summary;
  timeZone: TimeZone;
  receivedAtMs: number;
  silenceSeconds: number;
  onPick: (condition: Condition) => void;
}

interface Part {
  condition: Condition;
  text: string;
}

const attentionParts = ({ counts, failingSinceMs }: Summary, timeZone: TimeZone): Part[] =>
  CONDITIONS.filter((condition) => needsAttention(condition) && counts[condition] > 0).map((condition) => {
    const phrase = phraseOf(condition);
    const text =
      condition === 'failed' && failingSinceMs !== null
        ? t('agentgrid.summary.since', '{{state}} since {{time}}', {
            state: phrase,
            time: dateTimeFormat(failingSinceMs, { timeZone, format: 'HH:mm' }),
          })
        : phrase;
    return { condition, text };
  });

const calmParts = ({ counts }: Summary): Part[] =>
  CONDITIONS.filter((condition) => !needsAttention(condition) && counts[condition] > 0).map((condition) => ({
    condition,
    text: phraseOf(condition),
  }));

/** The state in words, each part a filter. */
const SummaryLineInner = ({ summary, timeZone, receivedAtMs, silenceSeconds, onPick }: Props) => {
  const styles = useStyles2(getStyles);
  const urgent = attentionParts(summary, timeZone);
  const parts = urgent.length > 0 ? urgent : calmParts(summary);
  return (
    <div className={styles.line}>
      {urgent.length > 0 ? (
        <Icon name="exclamation-triangle" className={styles.urgent} aria-hidden />
      ) : (
        <Icon name="check-circle" className={styles.calm} aria-hidden />
      )}
      <span>
        {urgent.length === 0 &&
          `${tCount(
            'agentgrid.summary.healthy',
            { one: 'The one agent is healthy:', other: 'All {{count}} agents are healthy:' },
            { count: summary.total }
          )} `}
        {parts.map(({ condition, text }, index) => (
          <React.Fragment key={condition}>
            {index > 0 && ' '}
            <button type="button" className={styles.part} onClick={() => onPick(condition)}>
              {summary.counts[condition]}
              {urgent.length > 0 &&
                index === 0 &&
                ` ${t('agentgrid.summary.of', 'of {{agents}}', { agents: agentsText(summary.total) })}`}{' '}
              {text}
              {index < parts.length - 1 && <span aria-hidden>,</span>}
            </button>
          </React.Fragment>
        ))}
        <DataAge summary={summary} receivedAtMs={receivedAtMs} silenceSeconds={silenceSeconds} />
      </span>
    </div>
  );
};
export const SummaryLine = memo(SummaryLineInner);

type AgeProps = Pick<Props, 'summary' | 'receivedAtMs' | 'silenceSeconds'>;

/** How old the news is; a silence is said first, since then every other number is old too. */
const DataAge = ({ summary, receivedAtMs, silenceSeconds }: AgeProps) => {
  const styles = useStyles2(getStyles);
  const now = useNow();
  const silentFor = (now - receivedAtMs) / 1000;
  if (silentFor > silenceSeconds) {
    return (
      <span className={cx(styles.age, styles.old)}>
        {t('agentgrid.summary.silent', '; no update for {{age}}, everything here is old', { age: ageText(silentFor) })}
      </span>
    );
  }
  const { newestNewsMs, oldestNewsMs } = summary;
  if (newestNewsMs === null || oldestNewsMs === null) {
    return (
      <span className={styles.age}>
        {t('agentgrid.summary.checked', '; checked {{age}} ago', { age: ageText(silentFor) })}
      </span>
    );
  }
  const [newest, oldest] = [ageText((now - newestNewsMs) / 1000), ageText((now - oldestNewsMs) / 1000)];
  return (
    <span className={styles.age}>
      {newest === oldest
        ? t('agentgrid.summary.allOld', '; all data {{age}} old', { age: newest })
        : t('agentgrid.summary.ages', '; news {{newest}} to {{oldest}} old', { newest, oldest })}
    </span>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.75),
    '& > svg': { marginTop: 3, flexShrink: 0 },
  }),
  urgent: css({ color: theme.colors.error.text }),
  calm: css({ color: theme.colors.success.text }),
  part: css({
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    cursor: 'pointer',
    textAlign: 'left',
    borderRadius: theme.shape.radius.default,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  age: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  old: css({ color: theme.colors.warning.text, fontWeight: theme.typography.fontWeightMedium }),
});
