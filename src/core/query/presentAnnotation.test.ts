import { type AnnotationQuery } from '@grafana/data';

import { defaultQuery } from './defaultQuery';
import { presentAnnotation } from './presentAnnotation';
import { type ElJefeQuery } from './query.types';

const annotation = (target?: ElJefeQuery): AnnotationQuery<ElJefeQuery> => ({
  name: 'Deployments',
  enable: true,
  iconColor: 'purple',
  ...(target === undefined ? {} : { target }),
});

describe('D6: an annotation as it was saved', () => {
  it('is the very same when it has the present shape: another object would be a change without end', () => {
    const present = annotation({ refId: 'A', ...defaultQuery('marks') });
    expect(presentAnnotation(present)).toBe(present);
    const empty = annotation();
    expect(presentAnnotation(empty)).toBe(empty);
  });

  it('is brought to the present shape once', () => {
    const saved = annotation(JSON.parse('{"refId":"A","kind":"marks"}'));
    const once = presentAnnotation(saved);
    expect(once.target).toMatchObject({ kind: 'marks', schemaVersion: 1 });
    expect(presentAnnotation(once)).toBe(once);
  });
});
