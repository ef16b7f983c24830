import { BatchAnswer, parse } from '@eljefe/contract';
import { Alert, Button, Checkbox, Field, Input, RadioButtonGroup, Stack, TextArea } from '@grafana/ui';
import React, { useId, useState } from 'react';

import { t } from '../../core/i18n/t';
import { failureOf } from '../../client/transport';
import { failureText } from '../../core/problem/failure.types';
import { useService } from '../service/ServiceContext';
import { draftProblem, EMPTY_DRAFT, type FeedbackDraft, toFeedback } from './feedback';

const RATINGS = [1, 2, 3, 4, 5];

interface Props {
  jobId: string;
  source: string;
  /** What the job was for. */
  name: string;
  onStored: () => void;
}

type Sending = { state: 'idle' } | { state: 'sending' } | { state: 'stored' } | { state: 'failed'; reason: string };

const refusal = (body: unknown): string | null => {
  const parsed = parse(BatchAnswer, body);
  if (!parsed.ok) {
    return t('pages.feedback.unread', 'The service answered in a way this version does not know.');
  }
  return parsed.value.refused > 0
    ? (parsed.value.refusals[0]?.reason ?? t('pages.feedback.refused', 'The service refused it.'))
    : null;
};

/** Rate one job: 1 to 5, a quality score, rework, a comment (D4). */
export const FeedbackForm = ({ jobId, source, name, onStored }: Props) => {
  const { transport } = useService();
  const id = useId();
  const [draft, setDraft] = useState<FeedbackDraft>(EMPTY_DRAFT);
  const [sayingId, setSayingId] = useState(() => crypto.randomUUID());
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  const problem = draftProblem(draft);
  const change = (over: Partial<FeedbackDraft>) => {
    setDraft((held) => ({ ...held, ...over }));
    setSending({ state: 'idle' });
  };
  const send = () => {
    setSending({ state: 'sending' });
    // The same id again after a failure: said once, counted once.
    transport.postJson('analytics', 'feedback', toFeedback(draft, { jobId, source }, sayingId)).subscribe({
      next: (body) => {
        const reason = refusal(body);
        if (reason !== null) {
          setSending({ state: 'failed', reason });
          return;
        }
        setSending({ state: 'stored' });
        setDraft(EMPTY_DRAFT);
        setSayingId(crypto.randomUUID());
        onStored();
      },
      error: (thrown: unknown) => setSending({ state: 'failed', reason: failureText(failureOf('analytics', thrown)) }),
    });
  };
  return (
    <form
      aria-label={t('pages.feedback.form', 'Feedback on {{name}}', { name })}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null && sending.state !== 'sending') {
          send();
        }
      }}
    >
      <Field label={t('pages.feedback.rating', 'How good was it? 1 poor, 5 excellent')}>
        <RadioButtonGroup
          id={`${id}-rating`}
          aria-label={t('pages.feedback.rating', 'How good was it? 1 poor, 5 excellent')}
          options={RATINGS.map((value) => ({ label: String(value), value }))}
          {...(draft.rating === null ? {} : { value: draft.rating })}
          onChange={(rating) => change({ rating })}
        />
      </Field>
      <Field
        label={t('pages.feedback.quality', 'Quality score, 0 to 1')}
        description={t('pages.feedback.quality-hint', 'From a review or a test; leave it empty if there is none.')}
        invalid={problem === 'quality'}
        error={t('pages.feedback.quality-wrong', 'A number from 0 to 1, as 0.85')}
      >
        <Input
          id={`${id}-quality`}
          width={16}
          inputMode="decimal"
          value={draft.quality}
          onChange={(event) => change({ quality: event.currentTarget.value })}
        />
      </Field>
      <Field>
        <Checkbox
          label={t('pages.feedback.revision', 'It had to be done again')}
          value={draft.revision}
          onChange={(event) => change({ revision: event.currentTarget.checked })}
        />
      </Field>
      <Field label={t('pages.feedback.comment', 'Comment')}>
        <TextArea
          id={`${id}-comment`}
          rows={3}
          value={draft.comment}
          onChange={(event) => change({ comment: event.currentTarget.value })}
        />
      </Field>
      <Stack direction="column" gap={1}>
        <div>
          <Button type="submit" disabled={problem !== null || sending.state === 'sending'}>
            {sending.state === 'sending'
              ? t('pages.feedback.sending', 'Sending')
              : t('pages.feedback.send', 'Send feedback')}
          </Button>
        </div>
        <div role="status">
          {sending.state === 'stored' &&
            t('pages.feedback.stored', 'Stored. It counts in the quality figures from now on.')}
        </div>
        {sending.state === 'failed' && (
          <Alert severity="error" title={t('pages.feedback.failed', 'It was not stored')}>
            {sending.reason}
          </Alert>
        )}
      </Stack>
    </form>
  );
};
