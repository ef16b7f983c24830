import { changeKind } from './defaultQuery';
import { ANNOTATION_KINDS, type ElJefeQuery } from './query.types';

/** A saved annotation as it is asked. What cannot mark a time axis (live state never ends, tables have no title) gives way to marks. */
export const annotationQuery = (saved: ElJefeQuery): ElJefeQuery => {
  const fits = ANNOTATION_KINDS.some((kind) => kind === saved.kind);
  const query = fits ? saved : changeKind(saved, 'marks');
  return { ...query, refId: saved.refId || 'Anno', format: 'annotations' };
};
