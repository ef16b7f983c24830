import { agent } from './agent';
import { cost } from './cost';
import { history } from './history';
import { ingest } from './ingest';
import { overview } from './overview/overview';
import { quality } from './quality';
import { reliability } from './reliability';
import { resources } from './resources';
import { security } from './security';
import { workflow } from './workflow';

/** Every dashboard that is shipped, by the name of its file. */
export const DASHBOARDS = {
  overview,
  agent,
  workflow,
  cost,
  reliability,
  quality,
  security,
  resources,
  history,
  ingest,
};
