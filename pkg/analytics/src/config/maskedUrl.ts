export const MASK = '***';

/** An address, or what was meant as one, without the user and password written into it. */
export const maskedUrl = (text: string): string => text.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, `$1${MASK}@`);
