import { useEffect } from 'react';

import { type Held } from './held.types';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** `/` moves the focus to the panel's filter while the pointer or the focus is in the panel. */
export const useSlashFocus = (panel: Held<HTMLElement>, input: Held<HTMLInputElement>): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const element = panel.current;
      const here = element !== null && (element.contains(document.activeElement) || element.matches(':hover'));
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === '/' && plain && here && !isTyping(event.target) && input.current) {
        event.preventDefault();
        event.stopPropagation();
        input.current.focus();
      }
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [panel, input]);
};
