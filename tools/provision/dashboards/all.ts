import { overview } from './overview/overview';

/** Every dashboard that is shipped, by the name of its file. */
export const DASHBOARDS = { overview };
