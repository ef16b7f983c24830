import { useCallback, useState } from 'react';

const read = <T extends string>(key: string, words: readonly T[]): T | null => {
  try {
    const saved = window.localStorage.getItem(key);
    return words.find((word) => word === saved) ?? null;
  } catch {
    return null; // storage may be forbidden; the option's own value serves
  }
};

const write = (key: string, value: string): void => {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // storage may be full or forbidden; the choice then lasts until the page is left
  }
};

interface Input<T extends string> {
  key: string;
  words: readonly T[];
  /** The panel option: what a reader who never chose sees. */
  fallback: T;
}

/** A choice of the reader, remembered in this browser, over the dashboard's own default. */
export const useReaderPreference = <T extends string>({ key, words, fallback }: Input<T>): [T, (value: T) => void] => {
  const [chosen, setChosen] = useState<T | null>(() => read(key, words));
  const choose = useCallback(
    (value: T) => {
      setChosen(value);
      write(key, value);
    },
    [key]
  );
  return [chosen ?? fallback, choose];
};
