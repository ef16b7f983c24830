import { css } from '@emotion/css';
import { dateTimeFormat, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { Button, Icon, LinkButton, useStyles2 } from '@grafana/ui';
import React, { useId, useState, type ReactNode } from 'react';

import { t } from '../../core/i18n/t';
import { NO_CONTROL, type Control } from './controlList';
import { exportFile, type ExportFormat } from './exportFile';
import { saveFile } from './saveFile';

interface Props {
  series: readonly DataFrame[];
  loading: boolean;
  controls: readonly Control[];
  /** Null: nothing to look into. */
  debugHref: string | null;
  range: { fromMs: number; toMs: number };
  width: number;
  height: number;
  timeZone: TimeZone;
  /** The last answer is old: an export says so. */
  failed: boolean;
  /** Notices. */
  children: ReactNode;
}

/** On a phone the controls stand in one line, so that the reason below them is read. */
const ROOMY_PX = 420;

/** What works now, then the controls that do not, with the reason. */
export const QuickActions = (props: Props) => {
  const { series, loading, controls, debugHref, range, width, height, timeZone, failed, children } = props;
  const styles = useStyles2(getStyles);
  const reasonId = useId();
  const [said, setSaid] = useState('');
  const rows = series.reduce((sum, { length }) => sum + length, 0);
  const timeText = (ms: number): string => dateTimeFormat(ms, { timeZone, format: 'HH:mm:ss' });

  const runExport = (format: ExportFormat): void => {
    const atMs = Date.now();
    const file = exportFile({ series, format, atMs, range });
    saveFile(file);
    const told = { time: timeText(atMs), rows: file.rows, file: file.name };
    setSaid(
      failed
        ? t(
            'quickactions.exportedOld',
            '{{time}}: {{rows}} rows of the last answer, which is old, given to the browser as {{file}}',
            told
          )
        : t('quickactions.exported', '{{time}}: {{rows}} rows given to the browser as {{file}}', told)
    );
  };
  const noRows = rows === 0 ? t('quickactions.nothingToExport', 'No data to export yet') : undefined;

  return (
    <div
      className={styles.panel}
      style={{ width, height }}
      role="region"
      aria-label={t('quickactions.region', 'Quick actions')}
    >
      {children}
      <div className={styles.row} role="group" aria-label={t('quickactions.now', 'Available now')}>
        {debugHref === null ? (
          <Button
            size="sm"
            variant="secondary"
            icon="bug"
            disabled
            tooltip={t('quickactions.debugHint', 'Choose a query for this panel, or a dashboard in its options')}
          >
            {t('quickactions.debug', 'Debug')}
          </Button>
        ) : (
          <LinkButton size="sm" variant="secondary" icon="bug" href={debugHref}>
            {t('quickactions.debug', 'Debug')}
          </LinkButton>
        )}
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          disabled={rows === 0}
          tooltip={noRows}
          onClick={() => runExport('json')}
        >
          {t('quickactions.exportJson', 'Export report (JSON)')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          disabled={rows === 0}
          tooltip={noRows}
          onClick={() => runExport('csv')}
        >
          {t('quickactions.csv', 'CSV')}
        </Button>
      </div>
      {controls.length > 0 && (
        <>
          <div className={styles.row} role="group" aria-label={NO_CONTROL.title}>
            {controls.map(({ name, icon, concerns }) => (
              <span key={name} className={styles.control}>
                <Button size="sm" variant="secondary" icon={icon} disabled aria-describedby={reasonId}>
                  {name}
                </Button>
                {concerns !== null && width >= ROOMY_PX && <span className={styles.small}>{concerns}</span>}
              </span>
            ))}
          </div>
          <p id={reasonId} className={styles.reason}>
            <Icon name="info-circle" size="sm" aria-hidden />
            <span>
              <strong>{NO_CONTROL.title}.</strong> {NO_CONTROL.text}
            </span>
          </p>
        </>
      )}
      <div role="status" className={styles.small}>
        {said ||
          (loading && rows === 0
            ? t('quickactions.reading', 'Reading the state…')
            : rows === 0
              ? t('quickactions.noData', 'No data: choose a query to export')
              : '')}
      </div>
    </div>
  );
};

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), overflow: 'auto' }),
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  control: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  reason: css({
    display: 'flex',
    gap: theme.spacing(0.75),
    margin: 0,
    color: theme.colors.text.secondary,
    '& strong': { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
    '& > :first-child': { marginTop: 3, flexShrink: 0 },
  }),
  small: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
});
