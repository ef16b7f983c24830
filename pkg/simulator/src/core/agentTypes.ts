/** One native agent type: what the orchestrator publishes of it, and how it behaves in the simulation. */
export interface AgentType {
  id: string;
  description: string;
  maxTurns: number;
  tools: readonly [string, ...string[]];
  capabilities: readonly string[];
  model: string;
  /** Median of its processing time. */
  medianSeconds: number;
  medianWords: number;
}

const agent = (
  id: string,
  about: Pick<AgentType, 'description' | 'maxTurns' | 'tools' | 'capabilities'>,
  habits: Pick<AgentType, 'model' | 'medianSeconds' | 'medianWords'>
): AgentType => ({ id, ...about, ...habits });

const SONNET = 'claude-sonnet-4-5';
const HAIKU = 'claude-haiku-4-5';
const GPT = 'gpt-4o';
const GPT_MINI = 'gpt-4o-mini';
const GEMINI = 'gemini-2.5-pro';

export const AGENT_TYPES: readonly [AgentType, ...AgentType[]] = [
  agent(
    'researcher',
    {
      description: 'Finds and sums up sources',
      maxTurns: 8,
      tools: ['search_web', 'web_fetch', 'read_files', 'write_md'],
      capabilities: ['Research', 'Synthesis'],
    },
    { model: SONNET, medianSeconds: 16, medianWords: 700 }
  ),
  agent(
    'coder',
    {
      description: 'Writes programs and scripts',
      maxTurns: 6,
      tools: ['write_file', 'read_files', 'list_directory'],
      capabilities: ['Programming', 'Code review'],
    },
    { model: SONNET, medianSeconds: 19, medianWords: 650 }
  ),
  agent(
    'writer',
    {
      description: 'Drafts and edits texts',
      maxTurns: 6,
      tools: ['write_md', 'read_files', 'web_fetch'],
      capabilities: ['Drafting', 'Editing'],
    },
    { model: GPT, medianSeconds: 14, medianWords: 950 }
  ),
  agent(
    'analyst',
    {
      description: 'Reads data and names its trends',
      maxTurns: 7,
      tools: ['analyze_data', 'read_files', 'search_web', 'write_md'],
      capabilities: ['Analysis', 'Reporting'],
    },
    { model: GPT, medianSeconds: 12, medianWords: 480 }
  ),
  agent(
    'designer',
    {
      description: 'Plans systems and their parts',
      maxTurns: 5,
      tools: ['create_diagram', 'write_md', 'read_files'],
      capabilities: ['Architecture', 'Planning'],
    },
    { model: SONNET, medianSeconds: 13, medianWords: 420 }
  ),
  agent(
    'qa_tester',
    {
      description: 'Checks what others deliver',
      maxTurns: 5,
      tools: ['test_code', 'validate_output', 'read_files'],
      capabilities: ['Testing', 'Validation'],
    },
    { model: HAIKU, medianSeconds: 9, medianWords: 260 }
  ),
  agent(
    'media_creator',
    {
      description: 'Makes pictures and short films',
      maxTurns: 8,
      tools: ['generate_image', 'save_media', 'write_md'],
      capabilities: ['Images', 'Video'],
    },
    { model: GEMINI, medianSeconds: 20, medianWords: 120 }
  ),
  agent(
    'web_researcher',
    {
      description: 'Reads the web with a driven browser',
      maxTurns: 10,
      tools: ['playwright_navigate', 'playwright_get_content', 'search_web'],
      capabilities: ['Browsing', 'Extraction'],
    },
    { model: HAIKU, medianSeconds: 18, medianWords: 540 }
  ),
  agent(
    'security_analyst',
    {
      description: 'Judges weaknesses and their risk',
      maxTurns: 8,
      tools: ['scan_vulnerabilities', 'analyze_code', 'read_files'],
      capabilities: ['Assessment', 'Compliance'],
    },
    { model: SONNET, medianSeconds: 17, medianWords: 520 }
  ),
  agent(
    'data_scientist',
    {
      description: 'Models data and tests what it says',
      maxTurns: 10,
      tools: ['analyze_data', 'visualize_data', 'read_files'],
      capabilities: ['Statistics', 'Modelling'],
    },
    { model: GEMINI, medianSeconds: 18, medianWords: 450 }
  ),
  agent(
    'api_developer',
    {
      description: 'Designs and builds interfaces',
      maxTurns: 8,
      tools: ['create_api', 'test_api', 'read_files'],
      capabilities: ['API design', 'Integration'],
    },
    { model: SONNET, medianSeconds: 16, medianWords: 560 }
  ),
  agent(
    'ai_engineer',
    {
      description: 'Builds retrieval and model pipelines',
      maxTurns: 10,
      tools: ['create_api', 'system_commands', 'mcp_tools'],
      capabilities: ['Pipelines', 'Model integration'],
    },
    { model: SONNET, medianSeconds: 18, medianWords: 600 }
  ),
  agent(
    'prompt_engineer',
    {
      description: 'Sharpens prompts and measures them',
      maxTurns: 8,
      tools: ['test_prompts', 'analyze_outputs', 'write_md'],
      capabilities: ['Prompt design', 'Evaluation'],
    },
    { model: GPT_MINI, medianSeconds: 8, medianWords: 300 }
  ),
  agent(
    'python_pro',
    {
      description: 'Speeds up and hardens Python',
      maxTurns: 8,
      tools: ['write_py', 'test_code', 'profile_performance'],
      capabilities: ['Python', 'Profiling'],
    },
    { model: SONNET, medianSeconds: 17, medianWords: 580 }
  ),
  agent(
    'frontend_developer',
    {
      description: 'Builds what people see',
      maxTurns: 8,
      tools: ['write_tsx', 'write_css', 'test_components'],
      capabilities: ['Components', 'Accessibility'],
    },
    { model: GPT, medianSeconds: 16, medianWords: 620 }
  ),
  agent(
    'ui_ux_designer',
    {
      description: 'Shapes screens with their users',
      maxTurns: 6,
      tools: ['create_wireframes', 'test_usability'],
      capabilities: ['Prototypes', 'User research'],
    },
    { model: GPT, medianSeconds: 12, medianWords: 340 }
  ),
  agent(
    'workflow_orchestrator',
    {
      description: 'Splits goals and hands out the parts',
      maxTurns: 12,
      tools: ['coordinate_agents', 'manage_tasks', 'monitor_progress'],
      capabilities: ['Planning', 'Coordination'],
    },
    { model: HAIKU, medianSeconds: 6, medianWords: 180 }
  ),
  agent(
    'security_engineer',
    {
      description: 'Designs defences into systems',
      maxTurns: 10,
      tools: ['threat_modeling', 'security_audit', 'read_files'],
      capabilities: ['Threat models', 'Hardening'],
    },
    { model: SONNET, medianSeconds: 15, medianWords: 500 }
  ),
  agent(
    'penetration_tester',
    {
      description: 'Tries to break in, with leave',
      maxTurns: 15,
      tools: ['network_scan', 'exploit_testing', 'write_reports'],
      capabilities: ['Attack simulation', 'Reporting'],
    },
    { model: SONNET, medianSeconds: 19, medianWords: 380 }
  ),
  agent(
    'cli_developer',
    {
      description: 'Makes tools for the command line',
      maxTurns: 8,
      tools: ['bash', 'write_file', 'test_cli'],
      capabilities: ['Command-line tools'],
    },
    { model: GPT_MINI, medianSeconds: 12, medianWords: 430 }
  ),
];

const BY_ID = new Map(AGENT_TYPES.map((type) => [type.id, type]));

const FREE_NAME: AgentType = agent(
  'general-agent',
  {
    description: 'Does what nobody else does',
    maxTurns: 6,
    tools: ['read_files', 'write_md'],
    capabilities: ['General'],
  },
  { model: HAIKU, medianSeconds: 10, medianWords: 400 }
);

/** The native type of that id, or null: workflows also use free names. */
export const nativeAgentType = (id: string): AgentType | null => BY_ID.get(id) ?? null;

/** Habits of any name; free names behave like a general agent. */
export const agentHabits = (id: string): AgentType => BY_ID.get(id) ?? { ...FREE_NAME, id };

const PROVIDERS: ReadonlyArray<readonly [string, string]> = [
  ['claude', 'anthropic'],
  ['gpt', 'openai'],
  ['gemini', 'google'],
];

/** Who serves a model; null for a name nobody knows. */
export const providerOf = (model: string): string | null =>
  PROVIDERS.find(([prefix]) => model.startsWith(prefix))?.[1] ?? null;
