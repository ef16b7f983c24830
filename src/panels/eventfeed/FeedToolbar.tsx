import { EVENT_KINDS, SEVERITIES, type EventKind, type Severity } from '@eljefe/contract';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Icon, Input, Menu, useStyles2, useTheme2 } from '@grafana/ui';
import React, { type Ref } from 'react';

import { FilterChips, type Chip } from '../../components/FilterChips';
import { t, tCount } from '../../core/i18n/t';
import { type FeedItem } from './eventFeed.types';
import { SEVERITY_LOOK, severityColor } from '../../components/severityLook';
import { KIND_WORD } from './eventLook';
import { filterEvents, type FeedFilter } from './filterEvents';

interface Props {
  items: readonly FeedItem[];
  filter: FeedFilter;
  onFilter: (filter: FeedFilter) => void;
  paused: boolean;
  onPause: (paused: boolean) => void;
  inputRef: Ref<HTMLInputElement>;
}

const unitOf = (count: number): string =>
  tCount('eventfeed.toolbar.unit', { one: 'event', other: 'events' }, { count });

/** Text filter, severity chips with counts, kinds, what waits for a person, and the switch between follow and pause. */
export const FeedToolbar = ({ items, filter, onFilter, paused, onPause, inputRef }: Props) => {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const ofOthers = filterEvents(items, { ...filter, severities: [], needsHuman: false });
  const severityChips = SEVERITIES.map((value): Chip<Severity> => {
    const count = ofOthers.filter(({ severity }) => severity === value).length;
    return {
      value,
      count,
      unit: unitOf(count),
      label: (
        <>
          <span className={styles.icon} style={{ color: severityColor(theme, value) }}>
            <Icon name={SEVERITY_LOOK[value].icon} size="sm" aria-hidden />
          </span>
          {SEVERITY_LOOK[value].word}
        </>
      ),
    };
  });
  const waiting = ofOthers.filter(({ needsHuman }) => needsHuman).length;
  return (
    <div className={styles.bar}>
      <div className={styles.search}>
        <Input
          ref={inputRef}
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
          placeholder={t('eventfeed.toolbar.filter', 'Filter events')}
          aria-label={t('eventfeed.toolbar.filterLabel', 'Filter events by title, text, source or subject')}
          title={t('panels.pressSlash', 'Press / to filter')}
          prefix={<Icon name="search" aria-hidden />}
        />
      </div>
      <div className={styles.chips}>
        <FilterChips
          label={t('eventfeed.toolbar.bySeverity', 'Filter by severity')}
          chips={severityChips}
          chosen={filter.severities}
          onChange={(severities) => onFilter({ ...filter, severities })}
        />
        {(waiting > 0 || filter.needsHuman) && (
          <FilterChips
            label={t('eventfeed.toolbar.byWaiting', 'Filter by what waits')}
            chips={[
              {
                value: 'you',
                label: t('eventfeed.waitingOnYou', 'Waiting on you'),
                unit: unitOf(waiting),
                count: waiting,
              },
            ]}
            chosen={filter.needsHuman ? ['you'] : []}
            onChange={(chosen) => onFilter({ ...filter, needsHuman: chosen.length > 0 })}
          />
        )}
      </div>
      <div className={styles.push}>
        <Dropdown overlay={<KindMenu filter={filter} onFilter={onFilter} items={items} />} placement="bottom-end">
          <Button
            variant="secondary"
            fill="text"
            size="sm"
            icon="filter"
            tooltip={t('eventfeed.toolbar.kinds', 'Kinds of events')}
          >
            {filter.kinds.length === 0
              ? t('eventfeed.toolbar.allKinds', 'All kinds')
              : filter.kinds.map((kind) => KIND_WORD[kind]).join(', ')}
          </Button>
        </Dropdown>
        <Button
          variant="secondary"
          fill={paused ? 'solid' : 'text'}
          size="sm"
          icon={paused ? 'play' : 'pause'}
          aria-pressed={paused}
          onClick={() => onPause(!paused)}
        >
          {paused ? t('eventfeed.toolbar.follow', 'Follow') : t('eventfeed.toolbar.pause', 'Pause')}
        </Button>
      </div>
    </div>
  );
};

type KindProps = Pick<Props, 'items' | 'filter' | 'onFilter'>;

const KindMenu = ({ items, filter, onFilter }: KindProps) => {
  const present = EVENT_KINDS.filter((kind) => filter.kinds.includes(kind) || items.some((item) => item.kind === kind));
  const toggle = (kind: EventKind): EventKind[] =>
    filter.kinds.includes(kind) ? filter.kinds.filter((other) => other !== kind) : [...filter.kinds, kind];
  return (
    <Menu>
      <Menu.Item
        label={t('eventfeed.toolbar.allKinds', 'All kinds')}
        role="menuitemradio"
        ariaChecked={filter.kinds.length === 0}
        icon={filter.kinds.length === 0 ? 'check' : undefined}
        onClick={() => onFilter({ ...filter, kinds: [] })}
      />
      {present.map((kind) => (
        <Menu.Item
          key={kind}
          label={KIND_WORD[kind]}
          role="menuitemcheckbox"
          ariaChecked={filter.kinds.includes(kind)}
          icon={filter.kinds.includes(kind) ? 'check' : undefined}
          onClick={() => onFilter({ ...filter, kinds: toggle(kind) })}
        />
      ))}
    </Menu>
  );
};

/** The panel, not the window, decides: chips then take a line of their own below. */
const NARROW = '@container (max-width: 680px)';

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  search: css({ flex: '1 1 120px', maxWidth: 220, minWidth: 100 }),
  icon: css({ display: 'inline-flex' }),
  chips: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    minWidth: 0,
    [NARROW]: { order: 1, flexBasis: '100%' },
  }),
  push: css({ marginLeft: 'auto', display: 'flex', gap: theme.spacing(0.5) }),
});
