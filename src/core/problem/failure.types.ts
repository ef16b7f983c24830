/** Why an answer did not come, and what to do about it. */
export interface Failure {
  /** What happened, one sentence. */
  text: string;
  /** What to do, one sentence. */
  remedy: string;
  kind: 'unreachable' | 'refused' | 'forbidden' | 'not_configured' | 'unreadable' | 'answered_error';
  /** HTTP status as this browser saw it; 0 when there was none. */
  status: number;
}

export const failureText = ({ text, remedy }: Failure): string => `${text} ${remedy}`;
