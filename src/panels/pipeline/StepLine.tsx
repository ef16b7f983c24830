import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { CONDITION_LOOK, conditionColor } from '../../components/conditionLook';
import { t } from '../../core/i18n/t';
import { type CardSetting } from './cardProps';
import { worstOf, type FoldedGraph, type PipelineItem } from './foldGraph';
import { layoutPipeline } from './layoutPipeline';
import { groupSentence, stepSentence, stepsText } from './stepSentence';

interface Props {
  folded: FoldedGraph;
  setting: CardSetting;
  label: string;
}

/** So many chips are drawn before the reader asks for more. */
const PAGE = 200;

/** The steps as one line that wraps: [Plan] → [Research + Survey] → [Draft]. What stands between arrows goes on side by side. */
export const StepLine = ({ folded, setting, label }: Props) => {
  const styles = useStyles2(getStyles);
  const [shown, setShown] = useState(PAGE);
  const ranks = useMemo(() => {
    const { items, ordered } = layoutPipeline(folded, Number.MAX_SAFE_INTEGER);
    const itemOf = new Map(folded.items.map((item) => [item.key, item]));
    return items.flatMap(({ key, layer }) => {
      const item = itemOf.get(key);
      return item ? [{ item, layer, ordered }] : [];
    });
  }, [folded]);
  return (
    <div className={styles.area}>
      <ol className={styles.line} aria-label={label}>
        {ranks.slice(0, shown).map(({ item, layer, ordered }, index) => {
          const before = ranks[index - 1];
          const joint = before === undefined ? '' : before.layer === layer ? '+' : ordered ? '→' : '·';
          return (
            <li key={item.key} className={styles.item}>
              {joint !== '' && (
                <span className={styles.joint} aria-hidden>
                  {joint}
                </span>
              )}
              <Chip item={item} setting={setting} />
            </li>
          );
        })}
      </ol>
      {ranks.length > shown && (
        <Button size="sm" variant="secondary" onClick={() => setShown((count) => count + PAGE)}>
          {t('pipeline.line.more', 'Show {{more}} more of {{all}}', {
            more: Math.min(PAGE, ranks.length - shown),
            all: ranks.length,
          })}
        </Button>
      )}
    </div>
  );
};

const Chip = ({ item, setting }: { item: PipelineItem; setting: CardSetting }) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const isStep = item.kind === 'step';
  const condition = isStep ? item.step.condition : worstOf(item.steps);
  const critical = isStep ? item.step.critical : item.critical;
  return (
    <button
      type="button"
      className={cx(styles.chip, critical && styles.critical)}
      aria-label={
        isStep
          ? stepSentence(item.step, setting.graph)
          : t('pipeline.line.unfold', '{{group}}; unfold', { group: groupSentence(item.group, item.steps) })
      }
      onClick={() => (isStep ? setting.onOpen(item.step.id) : setting.onUnfold(item.group))}
    >
      <span className={styles.icon} style={{ color: conditionColor(theme, condition) }}>
        <Icon name={CONDITION_LOOK[condition].icon} size="sm" aria-hidden />
      </span>
      <span className={styles.name}>{isStep ? item.step.name : `${item.group}, ${stepsText(item.steps.length)}`}</span>
      {isStep && item.step.id === setting.bottleneckId && (
        <Icon name="hourglass" size="xs" title={t('pipeline.step.bottleneck', 'Bottleneck')} />
      )}
    </button>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  area: css({ flex: 1, minHeight: 0, overflowY: 'auto', padding: 2 }),
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 0),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  }),
  item: css({ display: 'inline-flex', alignItems: 'center', minWidth: 0, maxWidth: '100%' }),
  joint: css({ padding: theme.spacing(0, 0.5), color: theme.colors.text.secondary }),
  chip: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 0,
    minHeight: theme.spacing(3.5),
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.medium}`,
    background: theme.colors.background.secondary,
    color: theme.colors.text.primary,
    cursor: 'pointer',
    '&:hover': { borderColor: theme.colors.border.strong },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  critical: css({ borderColor: theme.colors.text.primary }),
  icon: css({ display: 'inline-flex', flexShrink: 0 }),
  name: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
