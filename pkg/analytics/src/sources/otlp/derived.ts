import { type JobFields } from '../../domain/jobFields';
import { type SessionFields } from '../../domain/sessionFold';

/** A job as the evidence known so far tells it. */
export interface DerivedJob {
  source: string;
  id: string;
  status: string;
  fields: Partial<JobFields>;
  labels: Record<string, string>;
}

export interface DerivedSession {
  source: string;
  id: string;
  status: string | null;
  fields: Partial<SessionFields>;
}

export interface Derived {
  jobs: DerivedJob[];
  sessions: DerivedSession[];
  /** Span id → job it belongs to, where that is known for certain. */
  owners: Map<string, string>;
  /** Some spans wait for a parent that has not come yet. */
  pending: boolean;
}

/** The fields that are known: an absent one teaches nothing and must not be told. */
export const known = <T extends object>(fields: { [K in keyof T]?: T[K] | null }): Partial<T> => {
  const told: Partial<T> = {};
  for (const key of Object.keys(fields) as Array<keyof T>) {
    const value = fields[key];
    if (value !== null && value !== undefined) {
      told[key] = value;
    }
  }
  return told;
};
