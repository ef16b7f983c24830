import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { ConditionMark } from '../../components/ConditionMark';
import { CONDITION_LOOK } from '../../components/conditionLook';
import { agentsText } from './agentGrid.text';
import { type AgentGroup } from './arrangeAgents';

interface Props {
  group: AgentGroup;
  inTable: boolean;
  rowIndex: number;
  onToggle: (id: string, collapsed: boolean) => void;
}

/** Head of a group: its counts stay visible when it is folded. */
export const GroupHeader = ({ group, inTable, rowIndex, onToggle }: Props) => {
  const styles = useStyles2(getStyles);
  const { id, label, counts, collapsed, keys } = group;
  return (
    <div {...(inTable ? { role: 'row', 'aria-rowindex': rowIndex } : { role: 'listitem' })} className={styles.row}>
      <div role={inTable ? 'gridcell' : 'presentation'} className={styles.cell}>
        <button
          type="button"
          className={styles.button}
          aria-expanded={!collapsed}
          onClick={() => onToggle(id, !collapsed)}
        >
          <Icon name={collapsed ? 'angle-right' : 'angle-down'} aria-hidden />
          <span className={styles.label}>{label}</span>
          <span className={styles.total}>{agentsText(keys.length)}</span>
        </button>
        <span className={styles.counts}>
          {counts.map(({ condition, count }) => (
            <ConditionMark
              key={condition}
              condition={condition}
              word={`${count} ${CONDITION_LOOK[condition].word.toLowerCase()}`}
            />
          ))}
        </span>
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ height: '100%', display: 'flex' }),
  cell: css({
    flex: 1,
    minWidth: 0,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    overflow: 'hidden',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  button: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    flexShrink: 0,
    maxWidth: '75%',
    padding: theme.spacing(0.25, 0.5),
    border: 0,
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.text.primary,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  label: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  total: css({
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    whiteSpace: 'nowrap',
  }),
  counts: css({ display: 'flex', gap: theme.spacing(1.5), overflow: 'hidden' }),
});
