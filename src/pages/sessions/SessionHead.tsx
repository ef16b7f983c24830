import { css } from '@emotion/css';
import { type Session } from '@eljefe/contract';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, LinkButton, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { ConditionMark } from '../../components/ConditionMark';
import { conditionOf } from '../../core/status/condition';
import { pageUrl } from '../../constants';
import { Freshness } from '../frame/Freshness';
import { instantText } from '../format';
import { type Observed } from '../service/useObserved';
import { sessionInWords } from './sessionInWords';

interface Props {
  session: Session;
  asked: Observed<Session>;
}

/** The session in words, with what it was for and who took part. */
export const SessionHead = ({ session, asked }: Props) => {
  const styles = useStyles2(getStyles);
  const condition = session.waiting_on_human
    ? 'waiting'
    : conditionOf({ status: session.status, stale: false, overLimit: false });
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <ConditionMark condition={condition} />
        <Text element="h2" variant="h4">
          {session.goal ?? session.workflow_id ?? session.session_id}
        </Text>
      </div>
      <div role="status">{sessionInWords(session)}</div>
      <dl className={styles.facts}>
        {[
          [t('pages.session.fact-began', 'Began'), instantText(session.started_at ?? session.created_at)],
          [t('pages.session.fact-workflow', 'Workflow'), session.workflow_id],
          [t('pages.session.fact-agents', 'Agents'), session.agents_used.join(', ')],
          [t('pages.session.fact-orchestrator', 'Orchestrator'), session.source],
          [t('pages.session.fact-user', 'User'), session.user],
        ].map(([name, value]) =>
          value ? (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null
        )}
      </dl>
      {session.error_message && (
        <Alert severity="error" title={t('pages.session.error', 'What failed')}>
          {session.error_message}
        </Alert>
      )}
      <div className={styles.line}>
        <LinkButton
          variant="secondary"
          size="sm"
          icon="columns"
          href={`${pageUrl('compare')}?${new URLSearchParams({ a: session.session_id })}`}
        >
          {t('pages.session.compare', 'Compare with another')}
        </LinkButton>
        <Freshness asked={asked} />
      </div>
    </header>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({ display: 'grid', gap: theme.spacing(1), overflowWrap: 'anywhere' }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1.5) }),
  facts: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 3), margin: 0 }),
  fact: css({
    minWidth: 0,
    '& dt': {
      color: theme.colors.text.secondary,
      fontWeight: 'normal',
      fontSize: theme.typography.bodySmall.fontSize,
    },
    '& dd': { margin: 0 },
  }),
});
