/**
 * Word for work given up because nothing was heard of it for too long. It is an end (`interrupted`) of a weak kind: its time
 * is not known, any real end of the same run replaces it, and any later word of the work brings it back to life.
 */
export const ABANDONED = 'abandoned';
