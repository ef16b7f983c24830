import { css } from '@emotion/css';
import { type GrafanaTheme2, type IconName } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import { t } from '../../core/i18n/t';
import { type SpokenText, type Voice } from './spanTexts';

const ICON: Readonly<Record<Voice, IconName>> = {
  system: 'cog',
  user: 'user',
  assistant: 'ai',
  tool: 'wrench',
  arguments: 'arrow-right',
  result: 'arrow-left',
};

const voiceName = (voice: Voice): string => {
  switch (voice) {
    case 'system':
      return t('pages.voice.system', 'Instructions');
    case 'user':
      return t('pages.voice.user', 'Asked');
    case 'assistant':
      return t('pages.voice.assistant', 'Answered');
    case 'tool':
      return t('pages.voice.tool', 'Tool');
    case 'arguments':
      return t('pages.voice.arguments', 'Handed to the tool');
    case 'result':
      return t('pages.voice.result', 'Given back');
  }
};

/** Longer texts are cut until somebody wants them whole. */
const SHORT = 1_200;

const Spoken = ({ voice, text }: SpokenText) => {
  const styles = useStyles2(getStyles);
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > SHORT;
  return (
    <li className={styles.item}>
      <div className={styles.voice}>
        <Icon name={ICON[voice]} size="sm" aria-hidden /> {voiceName(voice)}
      </div>
      <pre className={styles.text}>{cut ? `${text.slice(0, SHORT)} …` : text}</pre>
      {cut && (
        <Button size="sm" fill="text" onClick={() => setWhole(true)}>
          {t('pages.voice.whole', 'Show all {{number}} characters', { number: text.length })}
        </Button>
      )}
    </li>
  );
};

/** What was said, one voice after the other. */
export const SpokenTexts = ({ texts }: { texts: readonly SpokenText[] }) => {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.list}>
      {texts.map((text, index) => (
        <Spoken key={index} {...text} />
      ))}
    </ol>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  item: css({ borderLeft: `2px solid ${theme.colors.border.medium}`, paddingLeft: theme.spacing(1), minWidth: 0 }),
  voice: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  }),
  text: css({
    margin: 0,
    padding: 0,
    border: 'none',
    background: 'none',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
