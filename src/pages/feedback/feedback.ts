import { type Feedback } from '@eljefe/contract';

/** What somebody is about to say of a job (D4). */
export interface FeedbackDraft {
  /** 1 to 5; null: not rated. */
  rating: number | null;
  /** Text of a number from 0 to 1; '' for none. */
  quality: string;
  /** It had to be done again. */
  revision: boolean;
  comment: string;
}

export const EMPTY_DRAFT: FeedbackDraft = { rating: null, quality: '', revision: false, comment: '' };

/** Text as a score from 0 to 1; null when it is none. */
export const scoreOf = (text: string): number | null => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 && value <= 1 ? value : null;
};

export type DraftProblem = 'nothing' | 'quality';

/** What keeps a draft from being sent; null when it can be. */
export const draftProblem = ({ rating, quality, revision, comment }: FeedbackDraft): DraftProblem | null => {
  if (quality.trim() !== '' && scoreOf(quality) === null) {
    return 'quality';
  }
  return rating === null && quality.trim() === '' && !revision && comment.trim() === '' ? 'nothing' : null;
};

interface Subject {
  jobId: string;
  source: string;
}

/**
 * The draft as the service takes it.
 * @param id names this one saying, so that sending it again counts once
 */
export const toFeedback = (draft: FeedbackDraft, { jobId, source }: Subject, id: string): Feedback => {
  const quality = scoreOf(draft.quality);
  const comment = draft.comment.trim();
  return {
    id,
    job_id: jobId,
    source,
    ...(draft.rating === null ? {} : { rating: draft.rating }),
    ...(quality === null ? {} : { quality_score: quality }),
    ...(draft.revision ? { revision: true } : {}),
    ...(comment === '' ? {} : { comment }),
  };
};
