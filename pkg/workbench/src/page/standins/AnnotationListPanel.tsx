import { dateTimeFormat } from '@grafana/data';
import type { StandInProps } from './standInProps';

/** The annotations of the dashboard's own queries; those stored in Grafana's database are not here. */
export function AnnotationListPanel({ data, timeZone, height }: StandInProps) {
  const entries = (data.annotations ?? []).flatMap((frame) => {
    const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
    return column('time').map((time, row) => ({
      timeMs: Number(time),
      text: [column('title')[row], column('text')[row]].filter(Boolean).map(String).join(': '),
    }));
  });
  return entries.length === 0 ? (
    <p>No annotations in this time range.</p>
  ) : (
    <ul style={{ height, overflow: 'auto', listStyle: 'none' }}>
      {entries.map((entry, index) => (
        <li key={index}>
          <time>{dateTimeFormat(entry.timeMs, { timeZone })}</time> {entry.text}
        </li>
      ))}
    </ul>
  );
}
