/** One step of a streaming workflow. Steps with the same dependencies run beside each other. */
export interface StreamingStep {
  id: string;
  phase: string;
  agentType: string;
  task: string;
  dependsOn: readonly string[];
  /** Chance that a person must approve before the step may finish. */
  humanGate?: number;
}

export interface StreamingWorkflow {
  id: string;
  goals: readonly [string, ...string[]];
  steps: readonly StreamingStep[];
}

const step = (
  id: string,
  [phase, agentType]: readonly [string, string],
  task: string,
  dependsOn: readonly string[] = []
): StreamingStep => ({ id, phase, agentType, task, dependsOn });

const gated = (base: StreamingStep, humanGate: number): StreamingStep => ({ ...base, humanGate });

export const STREAMING_WORKFLOWS: readonly [StreamingWorkflow, ...StreamingWorkflow[]] = [
  {
    id: 'research-report',
    goals: [
      'Report on the market for home batteries',
      'Compare three vector databases',
      'Summarise new rules on data transfer',
      'State of small language models',
    ],
    steps: [
      step('plan', ['plan', 'workflow_orchestrator'], 'Split the goal into questions'),
      step('research-papers', ['research', 'researcher'], 'Collect papers and reports', ['plan']),
      step('research-web', ['research', 'web_researcher'], 'Collect pages and prices', ['plan']),
      step('research-data', ['research', 'analyst'], 'Put the numbers into tables', ['plan']),
      step('draft', ['draft', 'writer'], 'Write the report', ['research-papers', 'research-web', 'research-data']),
      gated(step('review', ['review', 'qa_tester'], 'Check claims against sources', ['draft']), 0.3),
      step('deploy', ['deploy', 'media_creator'], 'Lay out and publish', ['review']),
    ],
  },
  {
    id: 'feature-delivery',
    goals: [
      'Export of invoices as CSV',
      'Dark theme for the settings page',
      'Rate limits for the public API',
      'Search with typing mistakes',
    ],
    steps: [
      step('plan', ['plan', 'workflow_orchestrator'], 'Split the feature into tasks'),
      step('design-api', ['design', 'api_developer'], 'Design the interface', ['plan']),
      step('design-ui', ['design', 'ui_ux_designer'], 'Sketch the screens', ['plan']),
      step('build-api', ['build', 'coder'], 'Write the service', ['design-api']),
      step('build-ui', ['build', 'frontend_developer'], 'Write the screens', ['design-api', 'design-ui']),
      step('test', ['test', 'qa_tester'], 'Test both together', ['build-api', 'build-ui']),
      gated(step('deploy', ['deploy', 'cli_developer'], 'Release behind a flag', ['test']), 0.35),
    ],
  },
  {
    id: 'security-review',
    goals: ['Review of the login service', 'Yearly check of the payment path', 'New upload endpoint'],
    steps: [
      step('scope', ['plan', 'security_engineer'], 'Name what is at risk'),
      step('scan', ['scan', 'security_analyst'], 'Read the code for weaknesses', ['scope']),
      step('attack', ['scan', 'penetration_tester'], 'Try the known ways in', ['scope']),
      gated(step('report', ['report', 'writer'], 'Write findings and their weight', ['scan', 'attack']), 0.4),
    ],
  },
  {
    id: 'data-pipeline',
    goals: ['Nightly sales forecast', 'Churn by region', 'Clean the sensor archive'],
    steps: [
      step('ingest', ['ingest', 'python_pro'], 'Fetch and check the raw data'),
      step('model', ['model', 'data_scientist'], 'Fit and compare models', ['ingest']),
      step('explain', ['report', 'analyst'], 'Explain the result in words', ['model']),
    ],
  },
  {
    id: 'assistant-tuning',
    goals: ['Fewer refusals in support chats', 'Shorter answers for mobile'],
    steps: [
      step('measure', ['measure', 'prompt_engineer'], 'Measure the present prompt'),
      step('retrieval', ['build', 'ai_engineer'], 'Improve what is retrieved', ['measure']),
      step('prompt', ['build', 'prompt_engineer'], 'Rewrite the prompt', ['measure']),
      step('verify', ['verify', 'qa_tester'], 'Compare on the test set', ['retrieval', 'prompt']),
    ],
  },
];

/** Tasks given to one agent alone, without a workflow. */
export const SINGLE_TASKS: ReadonlyArray<readonly [string, string]> = [
  ['researcher', 'Find the latest figures on heat pumps'],
  ['coder', 'Fix the flaky date parser'],
  ['writer', 'Draft the release notes'],
  ['analyst', 'Explain the dip of last Tuesday'],
  ['designer', 'Sketch a cache for the image service'],
  ['qa_tester', 'Try the checkout with odd names'],
  ['web_researcher', 'Collect prices of ten rivals'],
  ['data_scientist', 'Check the sample for bias'],
  ['api_developer', 'Describe the webhook interface'],
  ['python_pro', 'Make the import use less memory'],
  ['frontend_developer', 'Make the table usable by keyboard'],
  ['prompt_engineer', 'Shorten the summary prompt'],
  ['security_engineer', 'Model threats to the new upload'],
  ['cli_developer', 'Add a dry run to the tool'],
];
