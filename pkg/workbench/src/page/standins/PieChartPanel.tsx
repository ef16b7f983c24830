import { css } from '@emotion/css';
import type { FieldDisplay, GrafanaTheme2 } from '@grafana/data';
import { PanelDataErrorView } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { displayValues, hasValues } from './displayValues';
import type { StandInProps } from './standInProps';

/** Slices of a whole, with a legend that names each value. */
export function PieChartPanel(props: StandInProps) {
  const styles = useStyles2(getStyles);
  const { data, id, fieldConfig, height, options } = props;
  const values = hasValues(props)
    ? displayValues(props, { sparkline: false }).filter(({ display }) => display.numeric > 0)
    : [];
  if (values.length === 0) {
    return <PanelDataErrorView panelId={id} data={data} fieldConfig={fieldConfig} needsNumberField />;
  }
  const total = values.reduce((sum, value) => sum + value.display.numeric, 0);
  return (
    <div className={styles.whole} style={{ height }}>
      <svg
        viewBox="-50 -50 100 100"
        className={styles.pie}
        role="img"
        aria-label={`Shares: ${values.map(describe).join(', ')}`}
      >
        {slices(values, total).map((slice) => (
          <path key={slice.name} d={slice.path} fill={slice.color}>
            <title>{slice.name}</title>
          </path>
        ))}
        {options['pieType'] === 'donut' && <circle r={25} className={styles.hole} />}
      </svg>
      <ul className={styles.legend}>
        {values.map((value) => (
          <li key={value.display.title}>
            <span className={styles.swatch} style={{ background: value.display.color }} /> {describe(value)} (
            {Math.round((value.display.numeric / total) * 100)} %)
          </li>
        ))}
      </ul>
    </div>
  );
}

function describe({ display }: FieldDisplay): string {
  return `${display.title ?? ''} ${display.prefix ?? ''}${display.text}${display.suffix ?? ''}`;
}

function slices(
  values: readonly FieldDisplay[],
  total: number
): Array<{ name: string; path: string; color: string | undefined }> {
  let start = -Math.PI / 2;
  return values.map((value) => {
    // A full circle has no arc between two points; a hair less looks the same.
    const end = start + Math.min(value.display.numeric / total, 0.99999) * 2 * Math.PI;
    const point = (angle: number) => `${45 * Math.cos(angle)} ${45 * Math.sin(angle)}`;
    const path = `M 0 0 L ${point(start)} A 45 45 0 ${end - start > Math.PI ? 1 : 0} 1 ${point(end)} Z`;
    start = end;
    return { name: describe(value), path, color: value.display.color };
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  whole: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(2), overflow: 'auto' }),
  pie: css({ height: '100%', minWidth: 120, maxWidth: '60%', flex: '1 1 120px' }),
  hole: css({ fill: theme.colors.background.primary }),
  legend: css({ listStyle: 'none', margin: 0, flex: '1 1 120px' }),
  swatch: css({ display: 'inline-block', width: 12, height: 12 }),
});
