/** Luhn's check of card numbers (ISO/IEC 7812). @param digits 0–9 each */
export const passesLuhn = (digits: readonly number[]): boolean => {
  const sum = digits.reduceRight((total, digit, index) => {
    const doubled = (digits.length - 1 - index) % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length > 0 && sum % 10 === 0;
};

/** Numbers card brands give out: a timestamp or an id of 16 digits rarely begins so. */
export const hasCardBrand = (digits: string): boolean =>
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35[2-8]\d{13}|3(?:0[0-5]|[68]\d)\d{11})$/.test(
    digits
  );

/** ISO 13616: the country's letters moved behind and read as numbers, modulo 97. @param text without blanks */
export const isIban = (text: string): boolean => {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) {
    return false;
  }
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
};
