/** The shapes El Jefe sends, field by field (reference: "State shapes"). */
export interface AgentJob {
  job_id: string;
  agent_type: string;
  task: string;
  status: string;
  started_at: string | null;
  completed_at: string | null;
  progress: number;
  current_step: string;
  workspace: string;
  error_message: string | null;
  tokens_used: number;
  words_generated: number;
  created_at: string | null;
  workflow_id: string | null;
  session_id: string | null;
}

export interface WorkflowSession {
  session_id: string;
  goal: string;
  status: string;
  started_at: string;
  completed_at: string | null;
  total_steps: number;
  completed_steps: number;
  current_step: number;
  agents_used: string[];
  workspace: string;
  metrics: Record<string, number>;
  workflow_type: string;
  parameters: Record<string, unknown>;
  priority: string;
  deadline: string | null;
  created_at: string | null;
  agents_assigned: string[];
}

export interface ScheduledWorkflow {
  id: string;
  workflow_id: string;
  scheduled_time: string;
  parameters: Record<string, unknown>;
  priority: string;
  session_id: string;
  status: string;
  created_at: string;
  executed_at?: string;
}
