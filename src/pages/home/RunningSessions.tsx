import { css } from '@emotion/css';
import { isEnded, statusOf } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { PlainLink } from '../../components/PlainLink';
import { ConditionMark } from '../../components/ConditionMark';
import { t } from '../../core/i18n/t';
import { conditionOf } from '../../core/status/condition';
import { moneyText } from '../format';
import { sessionLink } from '../url/pageLink';
import { useUrlSearch } from '../url/useUrlParams';
import { type LiveSessionRow } from './needs.types';

const MOST = 8;

/** Sessions under way: which step, how far, at what cost. */
export const RunningSessions = ({ sessions }: { sessions: readonly LiveSessionRow[] }) => {
  const styles = useStyles2(getStyles);
  const search = useUrlSearch();
  const open = sessions.filter(({ status }) => !isEnded(statusOf(status)));
  if (open.length === 0) {
    return <div className={styles.quiet}>{t('pages.home.no-sessions', 'No session is under way.')}</div>;
  }
  return (
    <ul className={styles.list} aria-label={t('pages.home.sessions', 'Sessions under way')}>
      {open.slice(0, MOST).map((row) => (
        <li key={`${row.source}/${row.sessionId}`} className={styles.item}>
          <ConditionMark
            condition={
              row.waitsOnPerson
                ? 'waiting'
                : conditionOf({ status: statusOf(row.status), stale: row.stale, overLimit: false })
            }
          />
          <div className={styles.name}>
            <PlainLink href={sessionLink(row, search)}>{row.goal ?? row.workflow ?? row.sessionId}</PlainLink>
            {row.step !== null && (
              <div className={styles.quiet}>{t('pages.home.step', 'Step {{step}}', { step: row.step })}</div>
            )}
          </div>
          <div className={styles.figures}>
            {row.stepsAll !== null &&
              t('pages.home.steps', '{{done}} of {{all}} steps', { done: row.stepsDone ?? 0, all: row.stepsAll })}
            {row.costUsd !== null && ` · ${moneyText(row.costUsd)}`}
          </div>
        </li>
      ))}
      {open.length > MOST && (
        <li className={styles.quiet}>
          {t('pages.home.more-sessions', 'and {{number}} more', { number: open.length - MOST })}
        </li>
      )}
    </ul>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  item: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ flex: '1 1 180px', minWidth: 0, overflowWrap: 'anywhere' }),
  figures: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
