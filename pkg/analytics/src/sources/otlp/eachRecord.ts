import { setImmediate as nextTurn } from 'node:timers/promises';

import { type Redaction } from '../../redaction';

import { readResource, type Resource } from './readResource';
import { type Attributes, type Scoped } from './records';

/** Longest piece of work without giving others a turn. */
const SLICE = 512;

/** Visits records with their resource, each resource read once; now and then others have a turn. */
export const eachRecord = async <T>(
  scoped: ReadonlyArray<Scoped<T>>,
  redaction: Redaction,
  visit: (item: { record: T; resource: Resource; scope: string }) => void
): Promise<void> => {
  const resources = new Map<Attributes, Resource>();
  let done = 0;
  for (const { resource: attributes, scope, records } of scoped) {
    const resource = resources.get(attributes) ?? readResource(attributes, redaction);
    resources.set(attributes, resource);
    for (const record of records) {
      visit({ record, resource, scope });
      done += 1;
      if (done % SLICE === 0) {
        await nextTurn();
      }
    }
  }
};
