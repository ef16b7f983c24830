import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { type Condition } from '../core/status/condition';
import { byCondition } from './byCondition';
import { CONDITION_GLYPHS } from './conditionGlyphs';
import { conditionColor } from './conditionLook';

/** The condition's sign in its colour. It only repeats a word that stands beside it. */
export const ConditionIcon = ({ condition }: { condition: Condition }) => (
  <svg className={useStyles2(getStyles)[condition]} viewBox="0 0 16 16" width={14} height={14} aria-hidden>
    <path d={CONDITION_GLYPHS[condition]} />
  </svg>
);

const getStyles = (theme: GrafanaTheme2) =>
  byCondition((condition) => css({ flexShrink: 0, fill: conditionColor(theme, condition), fillRule: 'evenodd' }));
