import { type AnnotationQuery } from '@grafana/data';

import { migrateQuery } from './migrateQuery';
import { type ElJefeQuery } from './query.types';

/**
 * A saved annotation in the present shape. One that has it already comes back as it is: Grafana takes any other object for a
 * change, saves it and asks again, without end.
 */
export const presentAnnotation = (saved: AnnotationQuery<ElJefeQuery>): AnnotationQuery<ElJefeQuery> => {
  const target = saved.target && migrateQuery(saved.target);
  return target === saved.target ? saved : { ...saved, target };
};
