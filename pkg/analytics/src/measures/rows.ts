import { DIMENSIONS } from '@eljefe/contract';

/** Times of a window as parameters `from` and `to`, epoch ms. */
export const inWindow = (column: string): string =>
  `${column} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ${column} < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`;

export const ENDED = `status IN ('completed', 'failed', 'interrupted', 'cancelled')`;
export const DECIDED = `status IN ('completed', 'failed')`;

/** What rows a measure is made of: where they come from and by what they can be split. */
export interface Rows {
  /** SQL after FROM; rows of the window alone, each with its sorting time. */
  from: string;
  /** Column of the sorting time. */
  at: string;
  /** Has `from` already cut the rows to the window? */
  cut: boolean;
  /** Dimension → column expression. */
  dimensions: Readonly<Record<string, string>>;
  /** Column with a JSON map of labels, for `label.<name>`. */
  labels: string | null;
}

const same = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `\`${name}\``]));

const JOB = same(DIMENSIONS);
/** A session used several agent types; a filter on the type means "one of them", see `LIST_DIMENSIONS`. */
const SESSION = { ...same(['source', 'workflow', 'status', 'user']), session_id: 'id' };
const PART = { ...same(['source', 'workflow', 'status', 'user', 'session_id', 'step', 'agent_type']) };

/** Dimensions whose column is a list: a filter asks whether the list has the value. */
export const LIST_DIMENSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sessions: { agent_type: `JSONExtract(agents, 'Array(String)')` },
};

const sampleOf = (field: string): string => `JSONExtract(stamps, 'fields', '${field}', 'v', 'Nullable(Float64)')`;

/** Elements of a list in a session's detail, one row each, with the session's own columns. */
const partsOf = (
  list: 'steps' | 'handoffs'
): string => `(SELECT at, source, workflow, status, \`user\`, id AS session_id,
    arrayJoin(JSONExtractArrayRaw(detail, '${list}')) AS part,
    JSONExtractString(part, '${list === 'steps' ? 'name' : 'to_step'}') AS step,
    JSONExtractString(part, '${list === 'steps' ? 'agent_type' : 'to_agent'}') AS agent_type
  FROM sessions FINAL WHERE ${inWindow('at')} AND ${ENDED})`;

/**
 * W3.2: failures that begin a row of failures of one step (else one agent), with the time of the next success within the
 * window; NULL while it has not come.
 */
const RECOVERIES = `(SELECT * FROM (SELECT *,
      if(step != '', concat('step ', workflow, ' ', step), concat('agent ', agent)) AS recovers,
      lagInFrame(toString(status), 1, '') OVER (PARTITION BY source, recovers ORDER BY at, id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before,
      minIf(at, status = 'completed') OVER (PARTITION BY source, recovers ORDER BY at, id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_success
    FROM (SELECT at, id, ${DIMENSIONS.map((name) => `\`${name}\``).join(', ')}, labels FROM jobs FINAL WHERE ${inWindow('at')} AND ${DECIDED}))
  WHERE status = 'failed' AND before != 'failed')`;

export const ROWS = {
  jobs: { from: 'jobs FINAL', at: 'at', cut: false, dimensions: JOB, labels: 'labels' },
  sessions: { from: 'sessions FINAL', at: 'at', cut: false, dimensions: SESSION, labels: null },
  steps: { from: partsOf('steps'), at: 'at', cut: true, dimensions: PART, labels: null },
  handoffs: { from: partsOf('handoffs'), at: 'at', cut: true, dimensions: PART, labels: null },
  recoveries: { from: RECOVERIES, at: 'at', cut: true, dimensions: JOB, labels: 'labels' },
  /** Jobs with the resource figures that only their fold holds. */
  usage: {
    from: `(SELECT *, ${sampleOf('cpu_percent')} AS cpu_percent, ${sampleOf('memory_bytes')} AS memory_bytes,
      ${sampleOf('gpu_percent')} AS gpu_percent, ${sampleOf('network_bytes')} AS network_bytes, ${sampleOf('disk_bytes')} AS disk_bytes
    FROM jobs FINAL WHERE ${inWindow('at')} AND ${ENDED})`,
    at: 'at',
    cut: true,
    dimensions: JOB,
    labels: 'labels',
  },
  benchmarks: {
    from: `(SELECT time, source, score, JSONExtractString(attributes, 'suite') AS suite, JSONExtractString(attributes, 'agent_type') AS agent_type,
      JSONExtract(attributes, 'total', 'Nullable(Float64)') AS total FROM feedback FINAL WHERE kind = 'benchmark' AND ${inWindow('time')})`,
    at: 'time',
    cut: true,
    dimensions: same(['source', 'suite', 'agent_type']),
    labels: null,
  },
  audit: {
    from: 'audit',
    at: 'time',
    cut: false,
    dimensions: same(['actor', 'role', 'action', 'outcome']),
    labels: null,
  },
} as const satisfies Record<string, Rows>;

export type RowsName = keyof typeof ROWS;
