import { type DataFrame } from '@grafana/data';

/** An empty answer that says what to do; it is no failure. */
export const hintFrame = (refId: string, text: string): DataFrame => ({
  refId,
  length: 0,
  fields: [],
  meta: { notices: [{ severity: 'info', text }] },
});
