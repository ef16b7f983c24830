import { parseInstant, type ZoneOffsetMinutes } from '@eljefe/contract';

/** What the store's time type holds. */
const MAX_INSTANT = Date.UTC(2299, 0, 1);

/**
 * Reads an instant from outside that is to be stored.
 * @returns epoch ms from 1970 to 2298; null for anything else
 */
export const storableInstant = (value: unknown, zoneMinutes: ZoneOffsetMinutes = 0): number | null => {
  const instant = parseInstant(value, zoneMinutes);
  return instant !== null && instant >= 0 && instant < MAX_INSTANT ? instant : null;
};
