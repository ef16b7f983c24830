import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Icon, Input, Menu, useStyles2 } from '@grafana/ui';
import React, { type Ref } from 'react';

import { ConditionIcon } from '../../components/ConditionIcon';
import { CONDITION_LOOK } from '../../components/conditionLook';
import { FilterChips } from '../../components/FilterChips';
import { t, tCount } from '../../core/i18n/t';
import { CONDITIONS, type Condition } from '../../core/status/condition';
import { DENSITIES, LAYOUTS, type Density, type Layout } from './agentGrid.options';
import { GROUPING_TEXT, SORT_TEXT } from './agentGrid.text';
import { GROUPINGS, SORT_KEYS, type Grouping, type Sort } from './agentGrid.types';
import { type AgentFilter } from './filterAgents';

export interface ViewSetting {
  layout: Layout;
  density: Density;
  groupBy: Grouping;
  sort: Sort;
}

interface Props {
  filter: AgentFilter;
  counts: Readonly<Record<Condition, number>>;
  onFilter: (filter: AgentFilter) => void;
  view: ViewSetting;
  onView: (change: Partial<ViewSetting>) => void;
  inputRef: Ref<HTMLInputElement>;
}

/** Text filter, status chips with counts, and how to show the rest. */
export const Toolbar = ({ filter, counts, onFilter, view, onView, inputRef }: Props) => {
  const styles = useStyles2(getStyles);
  const chips = CONDITIONS.filter((value) => counts[value] > 0 || filter.conditions.includes(value)).map((value) => ({
    value,
    count: counts[value],
    unit: tCount('agentgrid.toolbar.unit', { one: 'agent', other: 'agents' }, { count: counts[value] }),
    label: (
      <>
        <ConditionIcon condition={value} />
        {CONDITION_LOOK[value].word}
      </>
    ),
  }));
  return (
    <div className={styles.bar}>
      <div className={styles.search}>
        <Input
          ref={inputRef}
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
          placeholder={t('agentgrid.toolbar.filter', 'Filter agents')}
          aria-label={t('agentgrid.toolbar.filterLabel', 'Filter agents by name, task, model or error')}
          title={t('panels.pressSlash', 'Press / to filter')}
          prefix={<Icon name="search" aria-hidden />}
        />
      </div>
      <div className={styles.chips}>
        <FilterChips
          label={t('agentgrid.toolbar.byStatus', 'Filter by status')}
          chips={chips}
          chosen={filter.conditions}
          onChange={(conditions) => onFilter({ ...filter, conditions })}
        />
      </div>
      <div className={styles.push}>
        <Dropdown overlay={<ViewMenu view={view} onView={onView} />} placement="bottom-end">
          <Button
            variant="secondary"
            fill="text"
            size="sm"
            icon="sliders-v-alt"
            aria-label={t('agentgrid.toolbar.viewLabel', 'View: layout, density, order, groups')}
          >
            {t('agentgrid.toolbar.view', 'View')}
          </Button>
        </Dropdown>
      </div>
    </div>
  );
};

const LAYOUT_TEXT: Readonly<Record<Layout, string>> = {
  get cards() {
    return t('agentgrid.layout.cards', 'Cards');
  },
  get table() {
    return t('agentgrid.layout.table', 'Table');
  },
};
const DENSITY_TEXT: Readonly<Record<Density, string>> = {
  get comfortable() {
    return t('panels.density.comfortable', 'Comfortable');
  },
  get compact() {
    return t('panels.density.compact', 'Compact');
  },
};

interface MenuProps {
  view: ViewSetting;
  onView: (change: Partial<ViewSetting>) => void;
}

const ViewMenu = ({ view, onView }: MenuProps) => {
  const item = (label: string, chosen: boolean, change: Partial<ViewSetting>) => (
    <Menu.Item
      key={label}
      label={label}
      role="menuitemradio"
      ariaChecked={chosen}
      icon={chosen ? 'check' : undefined}
      onClick={() => onView(change)}
    />
  );
  return (
    <Menu>
      <Menu.Group label={t('agentgrid.toolbar.layout', 'Layout')}>
        {LAYOUTS.map((layout) => item(LAYOUT_TEXT[layout], view.layout === layout, { layout }))}
      </Menu.Group>
      <Menu.Group label={t('panels.density.name', 'Density')}>
        {DENSITIES.map((density) => item(DENSITY_TEXT[density], view.density === density, { density }))}
      </Menu.Group>
      <Menu.Group label={t('agentgrid.toolbar.order', 'Order')}>
        {SORT_KEYS.map((key) => item(SORT_TEXT[key], view.sort.key === key, { sort: { key, descending: false } }))}
      </Menu.Group>
      <Menu.Group label={t('agentgrid.toolbar.groups', 'Groups')}>
        {GROUPINGS.map((groupBy) => item(GROUPING_TEXT[groupBy], view.groupBy === groupBy, { groupBy }))}
      </Menu.Group>
    </Menu>
  );
};

/** The panel, not the window, decides: chips then take a line of their own below. */
const NARROW = '@container (max-width: 800px)';

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  search: css({ flex: '1 1 120px', maxWidth: 260, minWidth: 100 }),
  chips: css({ minWidth: 0, [NARROW]: { order: 1, flexBasis: '100%' } }),
  push: css({ marginLeft: 'auto' }),
});
