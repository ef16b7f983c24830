import { type Frame, Job, parse } from '@eljefe/contract';
import { Combobox, EmptyState, Field, Stack, Text } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { map } from 'rxjs';

import { t, tCount } from '../../core/i18n/t';
import { ConditionMark } from '../../components/ConditionMark';
import { ratioText } from '../format';
import { useService } from '../service/ServiceContext';
import { useObserved } from '../service/useObserved';
import { setUrlParams, useUrlSearch } from '../url/useUrlParams';
import { FeedbackForm } from './FeedbackForm';
import { type RatedJob, readRatedJobs } from './readRatedJobs';

const nameOf = ({ agent, task, jobId }: RatedJob): string => `${agent}: ${task ?? jobId}`;

/** What has been said of a job so far. */
const SoFar = ({ job, turn }: { job: RatedJob; turn: number }) => {
  const { transport, uid } = useService();
  const path = `read/jobs/${encodeURIComponent(job.jobId)}?orchestrator=${encodeURIComponent(job.source)}`;
  const { value } = useObserved({
    key: `${uid} ${path}`,
    moment: String(turn),
    ask: () => transport.getJson('analytics', path).pipe(map((body) => parse(Job, body))),
  });
  if (!value?.ok) {
    return null;
  }
  const { user_satisfaction: rating, output_quality_score: quality, revision_count: revisions } = value.value;
  const parts = [
    rating === null ? null : t('pages.feedback.known-rating', 'rated {{rating}} of 5', { rating }),
    quality === null ? null : t('pages.feedback.known-quality', 'quality {{quality}}', { quality: ratioText(quality) }),
    revisions
      ? tCount(
          'pages.feedback.known-revisions',
          { one: 'done again once', other: 'done again {{count}} times' },
          { count: revisions }
        )
      : null,
  ].filter((part) => part !== null);
  return (
    <Text color="secondary">
      {parts.length === 0
        ? t('pages.feedback.known-nothing', 'Nobody has said anything of this job yet.')
        : t('pages.feedback.known', 'So far: {{known}}.', { known: parts.join(', ') })}
    </Text>
  );
};

/** Feedback on one of the jobs of a session or an agent. */
export const FeedbackPanel = ({ jobs: frame }: { jobs: Frame | undefined }) => {
  const jobs = useMemo(() => readRatedJobs(frame), [frame]);
  const wanted = useUrlSearch().get('job');
  const [turn, setTurn] = useState(0);
  const job = jobs.find(({ jobId }) => jobId === wanted) ?? jobs[0];
  if (!job) {
    return (
      <EmptyState variant="not-found" message={t('pages.feedback.no-jobs', 'No job to rate yet')}>
        {t('pages.feedback.no-jobs-hint', 'Feedback belongs to a job: one run of one agent on one task.')}
      </EmptyState>
    );
  }
  return (
    <div style={{ maxWidth: 640 }}>
      <Stack direction="column" gap={1}>
        <Field label={t('pages.feedback.job', 'Job')}>
          <Combobox
            id="eljefe-feedback-job"
            options={jobs.map((one) => ({ label: nameOf(one), value: one.jobId, description: one.jobId }))}
            value={job.jobId}
            onChange={(option) => setUrlParams({ job: option?.value ?? null }, true)}
          />
        </Field>
        <Stack direction="row" gap={1} wrap="wrap">
          <ConditionMark condition={job.condition} />
          <SoFar job={job} turn={turn} />
        </Stack>
        <FeedbackForm
          key={job.jobId}
          jobId={job.jobId}
          source={job.source}
          name={nameOf(job)}
          onStored={() => setTurn((held) => held + 1)}
        />
      </Stack>
    </div>
  );
};
