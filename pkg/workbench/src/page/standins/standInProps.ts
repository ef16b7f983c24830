import type { PanelProps } from '@grafana/data';
import type { JsonRecord } from '../../shared/json';

/** Props of a stand-in: its options are read one by one, since a file may hold anything. */
export type StandInProps = PanelProps<JsonRecord>;

/** A member of a text enumeration, when the saved value is one. */
export function member<T extends string>(members: Record<string, T>, value: unknown, otherwise: T): T {
  return Object.values(members).find((one) => one === value) ?? otherwise;
}
