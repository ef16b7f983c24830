/** A phase of a built-in workflow: its agents run one after another, each for the same fixed time with the same totals. */
export interface BuiltinPhase {
  name: string;
  description: string;
  agents: readonly string[];
  durationSeconds: number;
  tokens: number;
  words: number;
}

type Work = Pick<BuiltinPhase, 'durationSeconds' | 'tokens' | 'words'>;

const phase = (name: string, description: string, agents: readonly string[], work: Work): BuiltinPhase => ({
  name,
  description,
  agents,
  ...work,
});

const work = (durationSeconds: number, tokens: number, words: number): Work => ({ durationSeconds, tokens, words });

const BUILTIN: Readonly<Record<string, readonly BuiltinPhase[]>> = {
  'feature-development': [
    phase('analysis', 'Reading the requirements, choosing a solution', ['researcher', 'architect'], work(3, 800, 300)),
    phase('implementation', 'Writing the feature', ['coder', 'frontend-developer'], work(5, 2000, 800)),
    phase('testing', 'Testing the feature', ['tester', 'debugger'], work(3, 1000, 400)),
    phase('documentation', 'Describing the feature', ['technical-writer'], work(2, 600, 500)),
  ],
  'security-audit': [
    phase('reconnaissance', 'Looking around', ['security-researcher', 'analyst'], work(4, 1500, 600)),
    phase(
      'vulnerability_scan',
      'Looking for weaknesses',
      ['security-scanner', 'penetration-tester'],
      work(6, 2500, 800)
    ),
    phase('reporting', 'Writing the findings down', ['security-analyst', 'technical-writer'], work(3, 1200, 700)),
  ],
  'documentation-update': [
    phase('analysis', 'Comparing code and documents', ['analyst', 'researcher'], work(2, 600, 300)),
    phase('generation', 'Writing the documents', ['technical-writer', 'documentation-specialist'], work(4, 1800, 1200)),
    phase('review', 'Reading the documents again', ['editor', 'subject-matter-expert'], work(2, 800, 400)),
  ],
  'debugging-session': [
    phase('investigation', 'Gathering what is known', ['investigator', 'analyst'], work(3, 1000, 500)),
    phase('diagnosis', 'Naming the cause', ['debugger', 'specialist'], work(4, 1500, 600)),
    phase('resolution', 'Mending it', ['coder', 'tester'], work(3, 1200, 500)),
  ],
  'deployment-prep': [
    phase(
      'security_check',
      'Checking the release for risks',
      ['security-auditor', 'compliance-checker'],
      work(3, 1000, 400)
    ),
    phase('optimization', 'Tuning the release', ['performance-engineer', 'devops-engineer'], work(4, 1600, 600)),
    phase(
      'deployment_setup',
      'Preparing the ground',
      ['deployment-specialist', 'infrastructure-engineer'],
      work(5, 2000, 800)
    ),
  ],
};

const DEFAULT_PHASES: readonly BuiltinPhase[] = [
  phase('default', 'Working on it', ['general-agent'], work(3, 1000, 500)),
];

export const BUILTIN_WORKFLOW_IDS: readonly [string, ...string[]] = [
  'feature-development',
  'security-audit',
  'documentation-update',
  'debugging-session',
  'deployment-prep',
];

/** Phases of a workflow type; any unknown id runs the one phase `default`. */
export const phasesOf = (workflowId: string): readonly BuiltinPhase[] =>
  (Object.hasOwn(BUILTIN, workflowId) ? BUILTIN[workflowId] : undefined) ?? DEFAULT_PHASES;
