import { findInstalled } from '../../browser/launch';

/** Where the system has no Chromium: unpacks the one of the npm package `@sparticuz/chromium`; nothing is downloaded. */
export default async function unpackBrowser(): Promise<void> {
  if (findInstalled() === null) {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  }
}
