import { css } from '@emotion/css';
import { Combobox, MultiCombobox } from '@grafana/ui';
import React, { useId } from 'react';

type One<T extends string> = Parameters<typeof Combobox<T>>[0];
type Many<T extends string> = Parameters<typeof MultiCombobox<T>>[0];

interface Name {
  'aria-label': string;
}

const unseen = css({
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});

/** Lists to choose one from. Grafana 12 takes their name by reference alone, Grafana 13 either way. */
export const NamedCombobox = <T extends string>({ 'aria-label': name, ...props }: One<T> & Name) => {
  const id = useId();
  return (
    <>
      <span id={id} className={unseen}>
        {name}
      </span>
      <Combobox {...props} aria-labelledby={id} />
    </>
  );
};

/** The same to choose many from. */
export const NamedMultiCombobox = <T extends string>({ 'aria-label': name, ...props }: Many<T> & Name) => {
  const id = useId();
  return (
    <>
      <span id={id} className={unseen}>
        {name}
      </span>
      <MultiCombobox {...props} aria-labelledby={id} />
    </>
  );
};
