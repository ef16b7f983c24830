import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';

import { type Held } from '../../components/held.types';
import { neighbour, type AgentLine } from './agentLines';

const MOVES: ReadonlySet<string> = new Set([
  'ArrowRight',
  'ArrowLeft',
  'ArrowDown',
  'ArrowUp',
  'PageDown',
  'PageUp',
  'Home',
  'End',
]);

interface Input {
  lines: readonly AgentLine[];
  area: Held<HTMLElement>;
  scrollTo: (line: number) => void;
  onOpen: (key: string) => void;
}

interface RovingFocus {
  focusRow: (key: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const elementOf = (area: HTMLElement | null, key: string): HTMLElement | null =>
  [...(area?.querySelectorAll<HTMLElement>('[data-agent-row]') ?? [])].find((item) => item.dataset.agentRow === key) ??
  null;

/** Which line holds a row; −1 when none does. */
export const lineOf = (lines: readonly AgentLine[], key: string | null): number =>
  lines.findIndex((line) => line.kind === 'rows' && key !== null && line.keys.includes(key));

/** Keyboard of the list: arrows move, Enter follows the row's link or opens its card, Space opens its card. */
export const useRovingFocus = (
  input: Input & { activeKey: string | null; onActive: (key: string) => void }
): RovingFocus => {
  const { lines, area, scrollTo, onOpen, activeKey, onActive } = input;
  const wanted = useRef<string | null>(null);
  const [request, setRequest] = useState(0);

  const focusRow = useCallback(
    (key: string) => {
      wanted.current = key;
      onActive(key);
      setRequest((count) => count + 1);
    },
    [onActive]
  );

  useLayoutEffect(() => {
    const key = wanted.current;
    if (key !== null) {
      wanted.current = null;
      scrollTo(lineOf(lines, key));
      elementOf(area.current, key)?.focus({ preventScroll: true });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- acts once per request; lines and area are read as they are then
  }, [request]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-agent-row]') : null;
    if (!row || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (MOVES.has(event.key)) {
      event.preventDefault();
      const next = neighbour(lines, activeKey, event.key);
      if (next !== null) {
        focusRow(next);
      }
      return;
    }
    const key = row.dataset.agentRow;
    if ((event.key === 'Enter' || event.key === ' ') && event.target === row && key !== undefined) {
      event.preventDefault();
      const link = row.querySelector<HTMLAnchorElement>('a[href]');
      if (event.key === 'Enter' && link) {
        link.click();
      } else {
        onOpen(key);
      }
    }
  };

  return { focusRow, onKeyDown };
};
