import { type QueryAnswer } from '@eljefe/contract';
import { Alert } from '@grafana/ui';
import React from 'react';

import { t } from '../../core/i18n/t';
import { answerProblem } from '../service/pageService';

/** Why one question of the page was refused, with what to send instead. */
export const ProblemNote = ({ answer }: { answer: QueryAnswer | undefined }) => {
  const problem = answerProblem(answer);
  return problem === null ? null : (
    <Alert severity="error" title={t('pages.problem', 'The service could not answer this')}>
      {problem}
    </Alert>
  );
};
