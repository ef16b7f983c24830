import { locationUtil, textUtil, type LinkModel } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { drilldownUrl, type SearchValues } from '../../core/links/drilldownUrl';
import { type AgentRow } from './agentGrid.types';
import { type AgentsMemory } from './agentsMemory';

export interface AgentLink {
  href: string;
  title: string;
  target?: '_blank' | '_self' | '_parent' | '_top';
}

/** Where a row leads. Asked when a row is drawn or opened, always with the newest frames. */
export interface AgentLinks {
  /** Where a click on the agent itself goes; null when nothing is set up. */
  main: (row: AgentRow) => AgentLink | null;
  all: (row: AgentRow) => AgentLink[];
}

interface Input {
  memory: AgentsMemory;
  agentUrl: string;
  sessionUrl: string;
  search: SearchValues;
}

/** Fields that name the agent's work itself; links of the others lead to its type, session and so on. */
const MAIN_FIELDS: ReadonlySet<string> = new Set(['agent', 'job_id', 'id', 'task']);

const ofModel = ({ href, title, target }: LinkModel): AgentLink => ({ href, title, target });

const unique = (links: readonly AgentLink[]): AgentLink[] =>
  links.filter(({ href }, index) => href !== '' && links.findIndex((other) => other.href === href) === index);

const builtIn = (href: string | null, title: string): AgentLink[] =>
  href === null ? [] : [{ href: textUtil.sanitizeUrl(locationUtil.assureBaseUrl(href)), title }];

const dataLinks = (memory: AgentsMemory, key: string, isWanted: (name: string) => boolean): AgentLink[] => {
  const place = memory.locate(key);
  return (place?.frame.fields ?? [])
    .filter(({ name, config }) => (config.links?.length ?? 0) > 0 && isWanted(name))
    .flatMap((field) => field.getLinks?.({ valueRowIndex: place?.position.row }) ?? [])
    .map(ofModel);
};

/** Joins the built-in drill-downs, where the options name a target, with the data links of the fields. */
export const agentLinks = ({ memory, agentUrl, sessionUrl, search }: Input): AgentLinks => {
  const own = (row: AgentRow): AgentLink[] => [
    ...builtIn(
      drilldownUrl({ target: agentUrl, variables: { agent: row.agent }, search }),
      t('panels.openAgent', 'Open agent')
    ),
    ...(row.sessionId === null
      ? []
      : builtIn(
          drilldownUrl({ target: sessionUrl, variables: { session: row.sessionId }, search }),
          t('panels.openSession', 'Open session')
        )),
  ];
  const linked = (row: AgentRow, isWanted: (name: string) => boolean): AgentLink[] =>
    unique([...own(row), ...dataLinks(memory, row.key, isWanted)]);
  return {
    all: (row) => linked(row, () => true),
    main: (row) => linked(row, (name) => MAIN_FIELDS.has(name))[0] ?? null,
  };
};
