import { Type, type Static } from '@sinclair/typebox';

import { MARK_KINDS } from './event';
import { Count, Id, InputTime, Maybe, OneOf, Ratio, Text } from './schema';

/** D6: a deployment, a configuration change or a maintenance window. */
export const Mark = Type.Object(
  {
    id: Maybe(Id),
    kind: OneOf(MARK_KINDS),
    time: Maybe(InputTime),
    end: Maybe(InputTime),
    text: Maybe(Text),
    version: Maybe(Id),
    source: Maybe(Id),
    agent_type: Maybe(Id),
    workflow_id: Maybe(Id),
    tags: Maybe(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 })),
  },
  { $id: 'Mark' }
);
export type Mark = Static<typeof Mark>;

/** D4: what a person or a benchmark says of a job afterwards. */
export const Feedback = Type.Object(
  {
    id: Maybe(Id),
    job_id: Maybe(Id),
    source: Maybe(Id),
    time: Maybe(InputTime),
    rating: Maybe(Type.Number({ minimum: 1, maximum: 5 })),
    quality_score: Maybe(Ratio),
    revision: Maybe(Type.Boolean()),
    comment: Maybe(Text),
    by: Maybe(Id),
    agent_type: Maybe(Id),
    suite: Maybe(Id),
    score: Maybe(Type.Number()),
    total: Maybe(Count),
  },
  { $id: 'Feedback' }
);
export type Feedback = Static<typeof Feedback>;
