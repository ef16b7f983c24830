import type { BootData } from '@grafana/data';
import type { WorkbenchBoot } from '../shared/workbenchBoot';

declare global {
  interface Window {
    grafanaBootData?: BootData & { workbench?: WorkbenchBoot };
  }
}

/** The workbench's own part of the boot data that the server wrote into the page. */
export function workbenchBoot(): WorkbenchBoot {
  const boot = window.grafanaBootData?.workbench;
  if (boot === undefined) {
    throw new Error('The page carries no boot data of the workbench.');
  }
  return boot;
}
