import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Badge, type BadgeColor, type IconName, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { PlainLink } from '../../components/PlainLink';
import { ageText } from '../../core/format/ageText';
import { t } from '../../core/i18n/t';
import { agentLink, pageLink } from '../url/pageLink';
import { useUrlSearch } from '../url/useUrlParams';
import { type Need, type NeedKind, type NeedLink } from './needs.types';

const LOOK: Readonly<Record<NeedKind, { color: BadgeColor; icon: IconName }>> = {
  failed: { color: 'red', icon: 'exclamation-circle' },
  stuck: { color: 'orange', icon: 'hourglass' },
  waiting: { color: 'purple', icon: 'user' },
  silent: { color: 'red', icon: 'exclamation-triangle' },
  spent: { color: 'red', icon: 'dollar-alt' },
  budget: { color: 'orange', icon: 'dollar-alt' },
};

const wordOf = (kind: NeedKind): string => {
  switch (kind) {
    case 'failed':
      return t('pages.need.failed', 'Failed');
    case 'stuck':
      return t('pages.need.stuck', 'Stuck');
    case 'waiting':
      return t('pages.need.waiting', 'Waiting');
    case 'silent':
      return t('pages.need.silent', 'Silent');
    case 'spent':
      return t('pages.need.spent', 'Budget used up');
    case 'budget':
      return t('pages.need.budget', 'Budget nearly used up');
  }
};

const nextOf = (kind: NeedKind): string => {
  switch (kind) {
    case 'failed':
      return t('pages.need.next-failed', 'Read its error, then run it again or mend the cause.');
    case 'stuck':
      return t('pages.need.next-stuck', 'See what it did last; stop it if it does not move.');
    case 'waiting':
      return t('pages.need.next-waiting', 'Answer it where it waits.');
    case 'silent':
      return t('pages.need.next-silent', 'Check that the orchestrator runs and can be reached.');
    case 'spent':
    case 'budget':
      return t('pages.need.next-budget', 'See who spends it; raise the limit or stop what is not needed.');
  }
};

const hrefOf = (link: NeedLink, search: URLSearchParams): string => {
  switch (link.to) {
    case 'session':
      return pageLink('session', { 'var-session': link.sessionId, 'var-source': link.source, job: link.jobId }, search);
    case 'agent':
      return agentLink('agent_type', link.name, search);
    default:
      return pageLink(link.to, {}, search);
  }
};

/** A failure happened; all else goes on. */
const sinceText = ({ kind, count, ageSeconds }: { kind: NeedKind; count: number; ageSeconds: number }): string => {
  const age = ageText(ageSeconds);
  if (kind !== 'failed') {
    return t('pages.need.for', 'for {{age}}', { age });
  }
  return count > 1
    ? t('pages.need.first-ago', 'first {{age}} ago', { age })
    : t('pages.need.ago', '{{age}} ago', { age });
};

const MOST_NAMES = 3;

const othersText = (others: readonly string[]): string =>
  others.length > MOST_NAMES
    ? t('pages.need.and-more', 'and {{names}} and {{number}} more', {
        names: others.slice(0, MOST_NAMES).join(', '),
        number: others.length - MOST_NAMES,
      })
    : t('pages.need.and', 'and {{names}}', { names: others.join(', ') });

/** What needs a person, oldest first, each with its age, its place and one safe next step. */
export const NeedList = ({ needs }: { needs: readonly Need[] }) => {
  const styles = useStyles2(getStyles);
  const search = useUrlSearch();
  return (
    <ul className={styles.list} aria-label={t('pages.home.needs', 'What needs you')}>
      {needs.map(({ key, kind, title, who, detail, context, ageSeconds, count, link }) => (
        <li key={key} className={styles.item}>
          <div className={styles.head}>
            <Badge {...LOOK[kind]} text={wordOf(kind)} />
            {link ? (
              <PlainLink href={hrefOf(link, search)} strong>
                {title}
              </PlainLink>
            ) : (
              <Text weight="medium">{title}</Text>
            )}
            {who.length > 1 && <Text>{othersText(who.filter((one) => one !== title))}</Text>}
            {count > 1 && <Text>{t('pages.need.times', '{{number}} times', { number: count })}</Text>}
            {kind !== 'budget' && kind !== 'spent' && (
              <Text color="secondary">
                {ageSeconds === null
                  ? t('pages.need.since-unknown', 'since unknown')
                  : sinceText({ kind, count, ageSeconds })}
              </Text>
            )}
            {context && <Text color="secondary">{context}</Text>}
          </div>
          {detail && <div className={styles.detail}>{detail}</div>}
          <Text element="p" color="secondary" variant="bodySmall">
            {nextOf(kind)}
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
    '& p': { margin: 0 },
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1), alignItems: 'center' }),
  detail: css({ overflowWrap: 'anywhere', marginTop: theme.spacing(0.5) }),
});
