import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, IconButton, Text, useStyles2 } from '@grafana/ui';
import React, { type ReactNode, useEffect, useRef } from 'react';

import { t } from '../../core/i18n/t';
import { ConditionMark } from '../../components/ConditionMark';
import { clockText, countText, lengthText, moneyText } from '../format';
import { selfTimeMs } from './selfTime';
import { SpokenTexts } from './SpokenTexts';
import { spanTexts, TEXT_KEYS } from './spanTexts';
import { type Span, type SpanTag, type TraceTree } from './trace.types';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const Facts = ({ facts }: { facts: Array<[string, ReactNode] | null> }) => {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.facts}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]} className={styles.fact}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          )
      )}
    </dl>
  );
};

const known = (name: string, value: string | null): [string, ReactNode] | null =>
  value === null ? null : [name, value];

const factsOf = (span: Span, tree: TraceTree, index: number): Array<[string, ReactNode] | null> => [
  [t('pages.span.start', 'Began'), `${clockText(span.startMs)} (+${lengthText(span.startMs - tree.startMs)})`],
  [t('pages.span.length', 'Took'), lengthText(span.durationMs)],
  [t('pages.span.self', 'Of that itself'), lengthText(selfTimeMs(tree, index))],
  known(t('pages.span.model', 'Model'), span.model),
  known(t('pages.span.tool', 'Tool'), span.tool),
  span.inputTokens === null && span.outputTokens === null
    ? null
    : [
        t('pages.span.tokens', 'Tokens'),
        t('pages.span.tokens-in-out', '{{read}} in, {{written}} out', {
          read: countText(span.inputTokens),
          written: countText(span.outputTokens),
        }),
      ],
  span.costUsd === null ? null : [t('pages.span.cost', 'Cost'), moneyText(span.costUsd)],
  known(t('pages.span.job', 'Job'), span.jobId),
  known(t('pages.span.kind', 'Kind'), span.kind),
];

const TagTable = ({ label, tags }: { label: string; tags: readonly SpanTag[] }) => {
  const styles = useStyles2(getStyles);
  return (
    <table className={styles.tags} aria-label={label}>
      <tbody>
        {tags.map(({ key, value }, index) => (
          <tr key={`${key}-${index}`}>
            <th scope="row">{key}</th>
            <td>{textOf(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface Props {
  tree: TraceTree;
  index: number;
  onClose: () => void;
}

/** Everything that is known of one span: times, cost, what was said, events, attributes. */
export const SpanDetails = ({ tree, index, onClose }: Props) => {
  const styles = useStyles2(getStyles);
  const heading = useRef<HTMLHeadingElement>(null);
  const span = tree.nodes[index]?.span;
  const id = span?.id;
  useEffect(() => {
    // Nothing is given back: newer browsers answer with a promise, which is no clean-up.
    void heading.current?.scrollIntoView?.({ block: 'nearest' });
  }, [id]);
  if (!span) {
    return null;
  }
  const said = spanTexts(span);
  const tags = span.tags.filter(({ key }) => !TEXT_KEYS.has(key));
  return (
    <section
      className={styles.panel}
      aria-label={t('pages.span.label', 'Details of {{name}}', { name: span.name })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          onClose();
        }
      }}
    >
      <div className={styles.head}>
        <div className={styles.title}>
          <h3 ref={heading} className={styles.heading}>
            {span.name}
          </h3>
          <Text color="secondary">{span.who}</Text>
        </div>
        <ConditionMark
          condition={span.failed ? 'failed' : 'done'}
          {...(span.failed ? {} : { word: t('pages.span.fine', 'No error') })}
        />
        <IconButton name="times" aria-label={t('pages.span.close', 'Close details')} onClick={onClose} />
      </div>
      {span.failed && (
        <Alert severity="error" title={t('pages.span.error', 'It failed')}>
          {span.message ?? t('pages.span.no-message', 'No message was sent with the failure.')}
        </Alert>
      )}
      <Facts facts={factsOf(span, tree, index)} />
      <h4 className={styles.part}>{t('pages.span.said', 'What was said')}</h4>
      {said.length > 0 ? (
        <SpokenTexts texts={said} />
      ) : (
        <Text color="secondary" variant="bodySmall">
          {t(
            'pages.span.nothing-said',
            'No text is stored for this span. Agents send it as gen_ai.input.messages and gen_ai.output.messages when message capture is switched on in their instrumentation.'
          )}
        </Text>
      )}
      {span.events.length > 0 && (
        <>
          <h4 className={styles.part}>{t('pages.span.events', 'Events')}</h4>
          <ol className={styles.events}>
            {span.events.map((event, at) => (
              <li key={at}>
                <span className={styles.time}>+{lengthText(event.atMs - span.startMs)}</span> {event.name}
                {event.fields.length > 0 && <TagTable label={event.name} tags={event.fields} />}
              </li>
            ))}
          </ol>
        </>
      )}
      {tags.length > 0 && (
        <>
          <h4 className={styles.part}>{t('pages.span.attributes', 'Attributes')}</h4>
          <TagTable label={t('pages.span.attributes', 'Attributes')} tags={tags} />
        </>
      )}
    </section>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1.5),
    minWidth: 0,
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  head: css({ display: 'flex', alignItems: 'flex-start', gap: theme.spacing(1) }),
  title: css({ flex: 1, minWidth: 0 }),
  heading: css({ margin: 0, fontSize: theme.typography.h5.fontSize }),
  part: css({ margin: theme.spacing(2, 0, 0.5), fontSize: theme.typography.body.fontSize }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0, 0),
  }),
  fact: css({ '& dt': { color: theme.colors.text.secondary, fontWeight: 'normal' }, '& dd': { margin: 0 } }),
  events: css({ margin: 0, padding: 0, listStyle: 'none' }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  tags: css({
    width: '100%',
    tableLayout: 'fixed',
    '& th': {
      width: '40%',
      color: theme.colors.text.secondary,
      fontWeight: 'normal',
      textAlign: 'left',
      verticalAlign: 'top',
      paddingRight: theme.spacing(1),
    },
    '& td': { fontFamily: theme.typography.fontFamilyMonospace, whiteSpace: 'pre-wrap' },
    '& tr': { borderBottom: `1px solid ${theme.colors.border.weak}` },
  }),
});
