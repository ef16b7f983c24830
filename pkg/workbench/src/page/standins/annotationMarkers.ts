import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { asOptionalText } from '../../shared/json';

interface Marker {
  timeMs: number;
  timeEndMs: number | null;
  color: string;
}

/** Draws a line at each annotation and a band over each region. */
export function addAnnotationMarkers(
  config: UPlotConfigBuilder,
  frames: readonly DataFrame[],
  theme: GrafanaTheme2
): void {
  const markers = frames.flatMap((frame) => toMarkers(frame, theme));
  if (markers.length === 0) {
    return;
  }
  config.addHook('draw', (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const marker of markers) {
      const left = plot.valToPos(marker.timeMs, 'x', true);
      ctx.strokeStyle = marker.color;
      ctx.fillStyle = marker.color;
      if (marker.timeEndMs !== null) {
        ctx.globalAlpha = 0.1;
        ctx.fillRect(left, bbox.top, plot.valToPos(marker.timeEndMs, 'x', true) - left, bbox.height);
        ctx.globalAlpha = 1;
      }
      ctx.setLineDash([5, 5]);
      ctx.beginPath();
      ctx.moveTo(left, bbox.top);
      ctx.lineTo(left, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  });
}

function toMarkers(frame: DataFrame, theme: GrafanaTheme2): Marker[] {
  const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const times = column('time');
  const ends = column('timeEnd');
  const colors = column('color');
  return times.flatMap((time, row) => {
    const end = ends[row];
    const color = asOptionalText(colors[row]) ?? 'blue';
    const marker = {
      timeEndMs: typeof end === 'number' && end !== time ? end : null,
      color: theme.visualization.getColorByName(color),
    };
    return typeof time === 'number' ? [{ timeMs: time, ...marker }] : [];
  });
}
