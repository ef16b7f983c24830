import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { PlainLink } from '../../components/PlainLink';
import { ConditionMark } from '../../components/ConditionMark';
import { t } from '../../core/i18n/t';
import { instantText } from '../format';
import { sessionLink } from '../url/pageLink';
import { type ErrorPattern } from './readJobs';

const MOST = 20;

interface Props {
  patterns: readonly ErrorPattern[];
  search: URLSearchParams;
}

/** Failures by what they say, with the newest one of each. */
export const ErrorPatterns = ({ patterns, search }: Props) => {
  const styles = useStyles2(getStyles);
  if (patterns.length === 0) {
    return <div className={styles.quiet}>{t('pages.errors.none', 'Nothing failed in this range.')}</div>;
  }
  return (
    <ul className={styles.list}>
      {patterns.slice(0, MOST).map(({ template, category, count, lastAt, example }) => (
        <li key={`${category}/${template}`} className={styles.item}>
          <div className={styles.head}>
            <ConditionMark condition="failed" word={`${count}×`} />
            <strong>{category}</strong>
            <span className={styles.quiet}>
              {t('pages.errors.last', 'last {{time}}', { time: instantText(lastAt) })}
            </span>
            {example.sessionId && (
              <PlainLink href={sessionLink({ sessionId: example.sessionId, source: example.source }, search)}>
                {t('pages.errors.session', 'Session of the last one')}
              </PlainLink>
            )}
          </div>
          <div className={styles.text}>
            {template === '' ? t('pages.errors.silent', 'It failed without a message.') : template}
          </div>
        </li>
      ))}
    </ul>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  item: css({ borderLeft: `3px solid ${theme.colors.error.border}`, padding: theme.spacing(0.25, 1) }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1.5), alignItems: 'center' }),
  text: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
