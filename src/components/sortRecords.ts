export type SortValue = string | number | null;

export interface SortOrder {
  id: string;
  direction: 'ascending' | 'descending';
}

const compare = (left: SortValue, right: SortValue): number =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left).localeCompare(String(right), undefined, { numeric: true });

/** Sorts stably; what is absent comes last in either direction. */
export const sortRecords = <T>(
  records: readonly T[],
  valueOf: (record: T) => SortValue,
  direction: SortOrder['direction']
): T[] => {
  const sign = direction === 'ascending' ? 1 : -1;
  return records
    .map((record) => ({ record, value: valueOf(record) }))
    .sort((left, right) => {
      if (left.value === null || right.value === null) {
        return Number(left.value === null) - Number(right.value === null);
      }
      return sign * compare(left.value, right.value);
    })
    .map(({ record }) => record);
};

/** `name` or `-name`, as it stands in an address. */
export const readOrder = (text: string): SortOrder | null =>
  text === '' || text === '-'
    ? null
    : text.startsWith('-')
      ? { id: text.slice(1), direction: 'descending' }
      : { id: text, direction: 'ascending' };

export const writeOrder = ({ id, direction }: SortOrder): string => (direction === 'descending' ? `-${id}` : id);
