import { DIMENSIONS, type MeasureInfo } from '@eljefe/contract';

type Described = Omit<MeasureInfo, 'dimensions' | 'statistics' | 'target' | 'prometheus'> &
  Partial<Pick<MeasureInfo, 'target' | 'prometheus' | 'dimensions' | 'statistics'>>;

const describer =
  (dimensions: readonly string[]) =>
  (described: Described): MeasureInfo => ({
    target: null,
    prometheus: null,
    dimensions: [...dimensions],
    statistics: ['value'],
    ...described,
  });

export const SESSION_DIMENSIONS = ['source', 'workflow', 'status', 'user', 'session_id'];
export const PART_DIMENSIONS = [...SESSION_DIMENSIONS, 'step', 'agent_type'];

/** Registry entries of measures over jobs, sessions, parts of sessions, and the system. */
export const ofJobs = describer([...DIMENSIONS, 'label.<name>']);
export const ofSessions = describer(SESSION_DIMENSIONS);
export const ofParts = describer(PART_DIMENSIONS);
export const ofSystem = describer(['source']);
export const ofService = describer([]);
