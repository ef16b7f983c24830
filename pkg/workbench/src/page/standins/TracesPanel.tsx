import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { traceRows } from './traceRows';
import type { StandInProps } from './standInProps';

/** The spans of a trace, indented below their parents, each with a bar over the trace's time. */
export function TracesPanel({ data, id, fieldConfig, height }: StandInProps) {
  const styles = useStyles2(getStyles);
  const rows = data.series.flatMap(traceRows);
  if (rows.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  const startMs = Math.min(...rows.map((row) => row.startMs));
  const lengthMs = Math.max(1e-9, ...rows.map((row) => row.startMs + row.durationMs - startMs));
  return (
    <ol className={styles.list} style={{ height }}>
      {rows.map((row) => (
        <li key={row.id} className={styles.row}>
          <div className={styles.name} style={{ paddingLeft: row.depth * 12 }}>
            {row.service} <strong>{row.name}</strong>
          </div>
          <div className={styles.track}>
            <div
              className={styles.bar}
              style={{
                marginLeft: `${((row.startMs - startMs) / lengthMs) * 100}%`,
                width: `${(row.durationMs / lengthMs) * 100}%`,
              }}
            />
          </div>
          <div className={styles.duration}>{row.durationMs} ms</div>
        </li>
      ))}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, overflow: 'auto' }),
  row: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) }),
  name: css({ width: '40%', overflowWrap: 'anywhere' }),
  track: css({ flex: 1, alignSelf: 'center' }),
  bar: css({ height: 8, minWidth: 2, background: theme.colors.primary.main }),
  duration: css({ width: '10ch', textAlign: 'right' }),
});
