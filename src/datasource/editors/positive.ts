import { type FocusEvent } from 'react';

/** Positive number of a text field; undefined for anything else. */
export const positive = (event: FocusEvent<HTMLInputElement>): number | undefined => {
  const value = Number(event.currentTarget.value);
  return event.currentTarget.value.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
};
