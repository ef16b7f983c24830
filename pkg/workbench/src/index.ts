export { buildPage } from './build';
export { allowedNotFound } from './shared/allowedNotFound';
export { startWorkbench, type Workbench, type WorkbenchOptions } from './server/startWorkbench';
