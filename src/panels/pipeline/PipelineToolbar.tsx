import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import { CONDITION_LOOK } from '../../components/conditionLook';
import { t } from '../../core/i18n/t';
import { sortSessions } from './chooseSession';
import { type SessionRow } from './pipeline.types';

interface Props {
  sessions: readonly SessionRow[];
  chosen: SessionRow;
  showChooser: boolean;
  onChoose: (key: string) => void;
  table: boolean;
  onTable: (table: boolean) => void;
  /** How many groups are folded, of how many. */
  folded: number;
  foldable: number;
  onFoldAll: (fold: boolean) => void;
}

const nameOf = ({ workflowId, goal, sessionId }: SessionRow): string =>
  [workflowId ?? goal, sessionId].filter((part) => part !== null).join(' · ');

/** Which session, which view, and folding. */
export const PipelineToolbar = (props: Props) => {
  const { sessions, chosen, showChooser, onChoose, table, onTable, folded, foldable, onFoldAll } = props;
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar}>
      {showChooser && sessions.length > 1 ? (
        <select
          className={styles.select}
          aria-label={t('pipeline.toolbar.session', 'Session, 1 of {{count}}', { count: sessions.length })}
          value={chosen.key}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {sortSessions(sessions).map((session) => (
            <option key={session.key} value={session.key}>
              {`${CONDITION_LOOK[session.condition].word}: ${nameOf(session)}`}
            </option>
          ))}
        </select>
      ) : (
        <span className={styles.name} title={chosen.goal ?? undefined}>
          {nameOf(chosen)}
        </span>
      )}
      <div className={styles.buttons}>
        {foldable > 0 && !table && (
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            icon={folded > 0 ? 'angle-double-down' : 'angle-double-right'}
            onClick={() => onFoldAll(folded === 0)}
          >
            {folded > 0 ? t('pipeline.toolbar.unfoldAll', 'Unfold all') : t('pipeline.toolbar.fold', 'Fold')}
          </Button>
        )}
        <Button
          size="sm"
          variant="secondary"
          icon={table ? 'sitemap' : 'table'}
          aria-label={
            table ? t('pipeline.toolbar.picture', 'Show as picture') : t('pipeline.toolbar.table', 'Show as table')
          }
          tooltip={
            table ? t('pipeline.toolbar.picture', 'Show as picture') : t('pipeline.toolbar.table', 'Show as table')
          }
          onClick={() => onTable(!table)}
        />
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  select: css({
    flex: '1 1 0',
    minWidth: 0,
    maxWidth: theme.spacing(50),
    height: theme.spacing(3.5),
    padding: theme.spacing(0, 1),
    color: theme.colors.text.primary,
    background: theme.components.input.background,
    border: `1px solid ${theme.components.input.borderColor}`,
    borderRadius: theme.shape.radius.default,
    textOverflow: 'ellipsis',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  name: css({
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
  }),
  buttons: css({ display: 'flex', flexShrink: 0, gap: theme.spacing(1), marginLeft: 'auto' }),
});
