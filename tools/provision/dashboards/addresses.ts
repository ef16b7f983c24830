import {
  AGENT_UID,
  COST_UID,
  HISTORY_UID,
  INGEST_UID,
  QUALITY_UID,
  RELIABILITY_UID,
  RESOURCES_UID,
  SECURITY_UID,
  WORKFLOW_UID,
} from '../names';
import { type Leading } from './kit/links';

const to = (title: string, uid: string): Leading => ({ title, url: `/d/${uid}` });

/** Where panels lead on. */
export const LEADS = {
  agent: to('Agent deep dive', AGENT_UID),
  workflow: to('Workflow deep dive', WORKFLOW_UID),
  cost: to('Cost and budgets', COST_UID),
  reliability: to('Reliability and objectives', RELIABILITY_UID),
  quality: to('Quality and feedback', QUALITY_UID),
  security: to('Security and audit', SECURITY_UID),
  resources: to('Resources', RESOURCES_UID),
  history: to('History and comparison', HISTORY_UID),
  ingest: to('Ingest health', INGEST_UID),
} as const;

/** Drill-downs of our panels: an agent, a session. */
export const DRILL = { agentUrl: LEADS.agent.url, sessionUrl: LEADS.workflow.url };
