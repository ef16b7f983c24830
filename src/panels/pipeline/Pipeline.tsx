import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { type FrameNotice } from '../../components/frameMeta';
import { NoticeList } from '../../components/NoticeList';
import { PanelMessage } from '../../components/PanelMessage';
import { useHold } from '../../components/useHold';
import { useReaderPreference } from '../../components/useReaderPreference';
import { t, tCount } from '../../core/i18n/t';
import { conditionRank } from '../../core/status/condition';
import { type SearchValues } from '../../core/links/drilldownUrl';
import { type CardSetting } from './cardProps';
import { foldGraph, groupsOf } from './foldGraph';
import { GraphView } from './GraphView';
import { Legend } from './Legend';
import { NARROW_PX, type PipelineOptions } from './pipeline.options';
import { type SessionRow, type StepRow } from './pipeline.types';
import { pipelineGraph } from './pipelineGraph';
import { bottleneckOf } from './pipelineInWords';
import { PipelineToolbar } from './PipelineToolbar';
import { type SessionSteps } from './readSteps';
import { StateLine } from './StateLine';
import { StepDetails } from './StepDetails';
import { StepLine } from './StepLine';
import { stepLinks } from './stepLinks';
import { StepTable } from './StepTable';
import { useFolds } from './useFolds';
import { useHeldGraph } from './useHeldGraph';

interface Props {
  sessions: readonly SessionRow[];
  session: SessionRow;
  told: SessionSteps;
  notices: readonly FrameNotice[];
  options: PipelineOptions;
  search: SearchValues;
  onChoose: (key: string) => void;
  onHold: (held: boolean) => void;
  width: number;
  height: number;
  timeZone: TimeZone;
  storageKey: string;
}

const PICTURE_OR_TABLE = ['picture', 'table'] as const;

/** The step to look at first: what is wrong, what waits, what runs. */
const firstToSee = (steps: readonly StepRow[]): string | null =>
  steps.reduce<StepRow | null>(
    (best, step) => (best === null || conditionRank(step.condition) < conditionRank(best.condition) ? step : best),
    null
  )?.id ?? null;

/** State in words, the chooser, and the session as graph, line or table. */
export const Pipeline = (props: Props) => {
  const { sessions, session, told, notices, options, search, onChoose, onHold, width, height, timeZone } = props;
  const styles = useStyles2(getStyles);
  const opener = useRef<HTMLElement | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [shape, setShape] = useReaderPreference({
    key: `${props.storageKey}.shape`,
    words: PICTURE_OR_TABLE,
    fallback: options.view === 'table' ? 'table' : 'picture',
  });
  const { held, handlers } = useHold();

  const graph = useMemo(() => pipelineGraph(told.steps, told.handoffs), [told]);
  const stepsById = useMemo(() => new Map(told.steps.map((step) => [step.id, step])), [told]);
  const groups = useMemo(
    () => groupsOf({ steps: told.steps, grouping: options.groupBy, foldAbove: options.foldAbove }),
    [told.steps, options.groupBy, options.foldAbove]
  );
  const folds = useFolds({
    sessionKey: session.key,
    groups,
    foldedAtFirst: told.steps.length > options.foldAbove,
  });
  const foldedKey = [...folds.folded].join('|');
  const folded = useMemo(
    () => foldGraph({ graph, groups, folded: folds.folded }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the joined names stand for the set, which is made anew each time
    [graph, groups, foldedKey]
  );
  const {
    graph: shown,
    stepOf,
    newCount,
    release,
  } = useHeldGraph({
    graph: folded,
    steps: stepsById,
    held: held || openId !== null,
    viewKey: `${session.key} ${folds.acts} ${width}`,
  });

  const open = useCallback((id: string) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOpenId(id);
  }, []);
  const close = (): void => {
    setOpenId(null);
    opener.current?.focus();
  };
  const bottleneckId = bottleneckOf(told.steps)?.id ?? null;
  const { unfold } = folds;
  const setting = useMemo(
    (): CardSetting => ({
      graph,
      bottleneckId,
      onOpen: open,
      onUnfold: unfold,
      onFocusItem: () => undefined,
    }),
    [graph, bottleneckId, open, unfold]
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && openId !== null) {
      event.stopPropagation();
      close();
    }
  };

  const narrow = width < NARROW_PX;
  const label = t('pipeline.stepsOf', 'Steps of {{session}}', { session: session.workflowId ?? session.sessionId });
  const inLine = options.view === 'line' || (options.view !== 'graph' && narrow);
  const openStep = openId === null ? null : (stepOf(openId)?.step ?? null);
  const body = (): React.ReactNode => {
    if (told.steps.length === 0) {
      return (
        <PanelMessage icon="sitemap" title={t('pipeline.noSteps', 'No steps yet')}>
          {t(
            'pipeline.noStepsHint',
            'This session has told no steps. They appear when its jobs name their session_id and step, or when the orchestrator announces phases.'
          )}
        </PanelMessage>
      );
    }
    if (shape === 'table') {
      return <StepTable steps={told.steps} setting={setting} height={height} narrow={narrow} label={label} />;
    }
    if (inLine) {
      return <StepLine folded={shown} setting={setting} label={label} />;
    }
    return (
      <GraphView
        key={session.key}
        folded={shown}
        stepOf={stepOf}
        setting={setting}
        onFold={folds.fold}
        groups={new Set(groups.keys())}
        focusStepId={firstToSee(told.steps)}
        width={width}
        height={Math.max(120, height - 96)}
        label={label}
      />
    );
  };

  return (
    <div
      className={styles.panel}
      style={{ width, height }}
      role="region"
      aria-label={t('pipeline.region', 'Workflow pipeline, {{session}}', {
        session: session.workflowId ?? session.sessionId,
      })}
      onKeyDown={onKeyDown}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
    >
      <NoticeList notices={notices} />
      <StateLine session={session} graph={graph} onOpen={open} />
      <PipelineToolbar
        sessions={sessions}
        chosen={session}
        showChooser={options.showChooser}
        onChoose={onChoose}
        table={shape === 'table'}
        onTable={(table) => setShape(table ? 'table' : 'picture')}
        folded={folds.folded.size}
        foldable={groups.size}
        onFoldAll={folds.all}
      />
      <div className={cx(styles.body, session.stale && styles.stale)} {...handlers}>
        {newCount > 0 && (
          <div className={styles.waiting}>
            <Button size="sm" variant="secondary" onClick={release}>
              {tCount(
                'pipeline.newSteps',
                { one: '{{count}} new step', other: '{{count}} new steps' },
                { count: newCount }
              )}
            </Button>
          </div>
        )}
        {body()}
      </div>
      {!inLine && shape === 'picture' && <Legend graph={graph} />}
      {openStep !== null && (
        <StepDetails
          step={openStep}
          graph={graph}
          links={stepLinks(openStep, session, { agentUrl: options.agentUrl, sessionUrl: options.sessionUrl, search })}
          timeZone={timeZone}
          onClose={close}
        />
      )}
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
    overflow: 'hidden',
  }),
  body: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  stale: css({ filter: 'grayscale(1)' }),
  waiting: css({
    position: 'absolute',
    zIndex: 1,
    top: theme.spacing(0.5),
    left: 0,
    right: 0,
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
    '& > *': { pointerEvents: 'auto', boxShadow: theme.shadows.z2 },
  }),
});
