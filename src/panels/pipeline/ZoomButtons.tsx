import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { MAX_SCALE, MIN_SCALE } from './zoom';

interface Props {
  scale: number;
  onZoom: (larger: boolean) => void;
  onFit: () => void;
}

/** Zoom of the graph; the keys +, − and 0 do the same. */
export const ZoomButtons = ({ scale, onZoom, onFit }: Props) => {
  const styles = useStyles2(getStyles);
  return (
    <div
      className={styles.bar}
      role="group"
      aria-label={t('pipeline.zoom.now', 'Zoom, now {{percent}} %', { percent: Math.round(scale * 100) })}
    >
      <IconButton
        name="search-minus"
        tooltip={t('pipeline.zoom.smaller', 'Smaller (−)')}
        disabled={scale <= MIN_SCALE}
        onClick={() => onZoom(false)}
      />
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        tooltip={t('pipeline.zoom.all', 'All in sight (0)')}
        onClick={onFit}
      >
        {t('pipeline.zoom.fit', 'Fit')}
      </Button>
      <IconButton
        name="search-plus"
        tooltip={t('pipeline.zoom.larger', 'Larger (+)')}
        disabled={scale >= MAX_SCALE}
        onClick={() => onZoom(true)}
      />
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'absolute',
    right: theme.spacing(1.5),
    bottom: theme.spacing(1.5),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.5),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.elevated,
  }),
});
