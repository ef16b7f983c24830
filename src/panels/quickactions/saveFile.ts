import { type ExportFile } from './exportFile';

/** How long the browser may take to begin the download before its source is let go. */
const KEEP_MS = 60_000;

/** Hands a file to the browser, which saves it or asks where to. */
export const saveFile = ({ name, type, content }: ExportFile): void => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
};
