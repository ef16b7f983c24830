import { type DynamicConfigValue, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';

/** A word of the data as the reader sees it: a sign, a word and a colour, never colour alone. */
type Words = Readonly<Record<string, { text: string; color: string }>>;

const STATUS: Words = {
  failed: { text: '✗ Failed', color: 'red' },
  waiting: { text: '◔ Waiting', color: 'purple' },
  running: { text: '▶ Running', color: 'blue' },
  queued: { text: '… Queued', color: 'text' },
  paused: { text: '‖ Paused', color: 'text' },
  completed: { text: '✓ Done', color: 'green' },
  interrupted: { text: '■ Stopped', color: 'text' },
  cancelled: { text: '■ Stopped', color: 'text' },
  unknown: { text: '? Unknown', color: 'text' },
  up: { text: '✓ Up', color: 'green' },
  degraded: { text: '! Degraded', color: 'orange' },
  down: { text: '✗ Down', color: 'red' },
};

/** Looks of columns by their heading. */
export const LOOKS: Readonly<Record<string, Words>> = {
  Status: STATUS,
  Level: {
    ok: { text: '✓ Within', color: 'green' },
    warning: { text: '! Nearly used', color: 'orange' },
    over: { text: '✗ Used up', color: 'red' },
  },
  Burning: {
    '': { text: '✓ No', color: 'green' },
    ticket: { text: '! Slowly', color: 'orange' },
    page: { text: '✗ Fast', color: 'red' },
  },
  Met: { true: { text: '✓ Yes', color: 'green' }, false: { text: '✗ No', color: 'red' } },
  Stale: { true: { text: '! Yes', color: 'orange' }, false: { text: '✓ No', color: 'green' } },
};

/** Overrides that show a column's words so. */
export const look = (words: Words): DynamicConfigValue[] => [
  { id: 'mappings', value: [{ type: MappingType.ValueToText, options: words }] },
  { id: 'custom.cellOptions', value: { type: 'color-text' } },
  { id: 'custom.minWidth', value: 100 },
];
