import { OneOf } from './schema';
import * as words from './words';

export const Status = OneOf(words.STATUSES);
export type Status = words.Status;

export const Severity = OneOf(words.SEVERITIES);
export type Severity = words.Severity;

export const ErrorCategory = OneOf(words.ERROR_CATEGORIES);
export type ErrorCategory = words.ErrorCategory;
