import { type Frame, type FrameField, type Session } from '@eljefe/contract';

import { sessionContradictions } from '../../graph/consistency';
import { deadlocksOf } from '../../graph/waitFor';
import { parallelism } from '../../graph/parallelism';
import { bottlenecks, sessionPath, type PathStep } from '../../graph/sessionPath';
import { stepGraph, stepSeconds, type StepNode } from '../../graph/stepGraph';
import { waitsOf, type SpanSeconds, type Waits } from '../../graph/waits';
import { type FormerRuns } from '../formerRuns';
import { type Answered } from '../series/answerSeries';

export interface SessionGraphAsk {
  session: Session;
  /** Model and tool time by job, s. */
  spans: ReadonlyMap<string, SpanSeconds>;
  /** What former runs of the same workflow took, by the step's name. */
  former: ReadonlyMap<string, FormerRuns>;
  now: number;
}

interface Row {
  node: StepNode;
  path: PathStep | null;
  waits: Waits | null;
  saved: number | null;
  former: FormerRuns | null;
}

const sum = (parts: ReadonlyArray<number | null>): number | null => {
  const known = parts.filter((part): part is number => part !== null);
  return known.length === 0 ? null : known.reduce((all, part) => all + part, 0);
};

const spanSeconds = (node: StepNode, spans: SessionGraphAsk['spans']): SpanSeconds => {
  const own = node.step.job_ids.flatMap((id) => spans.get(id) ?? []);
  return { model: sum(own.map(({ model }) => model)), tool: sum(own.map(({ tool }) => tool)) };
};

const field = (
  name: string,
  values: unknown[],
  more: Partial<Omit<FrameField, 'name' | 'values'>> = {}
): FrameField => ({
  name,
  type: 'string',
  values,
  ...more,
});
const number = (name: string, values: unknown[], unit: string, more: Partial<FrameField> = {}): FrameField =>
  field(name, values, { type: 'number', unit, ...more });
const time = (name: string, values: unknown[]): FrameField => field(name, values, { type: 'time' });

/** Nodes after Grafana's node graph, with everything a pipeline panel needs beside it. */
const nodesFrame = (rows: readonly Row[], now: number): Frame => {
  const steps = rows.map(({ node }) => node.step);
  const wait = (key: keyof Waits): Array<number | null> => rows.map(({ waits }) => waits?.[key] ?? null);
  return {
    name: 'nodes',
    visualisation: 'nodeGraph',
    fields: [
      field(
        'id',
        steps.map(({ step_id }) => step_id)
      ),
      field(
        'title',
        steps.map(({ name }) => name)
      ),
      field(
        'subtitle',
        steps.map(({ agent_type, kind }) => agent_type ?? kind)
      ),
      number(
        'mainstat',
        steps.map((step) => stepSeconds(step, now)),
        's',
        { displayName: 'Duration' }
      ),
      number(
        'secondarystat',
        rows.map(({ path }) => path?.share ?? null),
        'percentunit',
        {
          displayName: 'Share of the critical path',
        }
      ),
      field(
        'status',
        steps.map(({ status }) => status)
      ),
      field(
        'phase',
        steps.map(({ phase }) => phase)
      ),
      field(
        'parallel_group',
        steps.map(({ parallel_group }) => parallel_group)
      ),
      number(
        'median_seconds',
        rows.map(({ former }) => former?.median ?? null),
        's',
        { displayName: 'Median of former runs' }
      ),
      number(
        'p95_seconds',
        rows.map(({ former }) => former?.p95 ?? null),
        's',
        { displayName: 'p95 of former runs' }
      ),
      number(
        'former_runs',
        rows.map(({ former }) => former?.runs ?? 0),
        'short',
        { displayName: 'Former runs', description: 'ended runs of the last seven days that median and p95 rest on' }
      ),
      number(
        'attempts',
        steps.map(({ attempts }) => attempts),
        'short'
      ),
      number(
        'progress',
        steps.map(({ progress }) => progress),
        'percentunit'
      ),
      time(
        'created_at',
        steps.map(({ created_at }) => created_at)
      ),
      time(
        'started_at',
        steps.map(({ started_at }) => started_at)
      ),
      time(
        'ended_at',
        steps.map(({ ended_at }) => ended_at)
      ),
      field(
        'critical',
        rows.map(({ path }) => path?.critical ?? null),
        { type: 'boolean' }
      ),
      number(
        'critical_share',
        rows.map(({ path }) => path?.share ?? null),
        'percentunit'
      ),
      number(
        'slack',
        rows.map(({ path }) => path?.slack ?? null),
        's'
      ),
      number(
        'saved_if_halved',
        rows.map(({ saved }) => saved),
        's'
      ),
      number(
        'wait',
        rows.map(({ path }) => path?.wait ?? null),
        's',
        { displayName: 'Wait before it' }
      ),
      number('queue', wait('queue'), 's', { displayName: 'Queue' }),
      number('model', wait('model'), 's', { displayName: 'Model' }),
      number('tool', wait('tool'), 's', { displayName: 'Tool' }),
      number('human', wait('human'), 's', { displayName: 'Waiting on a person' }),
      number('rest', wait('rest'), 's', { displayName: 'Rest' }),
      number(
        'cost',
        steps.map(({ cost }) => cost),
        'currencyUSD'
      ),
      number(
        'tokens',
        steps.map(({ tokens }) => tokens),
        'short'
      ),
      field(
        'error',
        steps.map(({ error }) => error)
      ),
      field(
        'job_ids',
        steps.map(({ job_ids }) => JSON.stringify(job_ids))
      ),
    ],
  };
};

/** Explicit edges: dependencies, and handoffs with what became of them. */
const edgesFrame = (nodes: readonly StepNode[], { handoffs }: Session): Frame => {
  const handed = new Map(handoffs.map((handoff) => [`${handoff.from_step}\u0000${handoff.to_step}`, handoff]));
  const edges = nodes.flatMap(({ step, parents }) =>
    parents.map((parent) => ({
      source: parent.step.step_id,
      target: step.step_id,
      handoff: handed.get(`${parent.step.step_id}\u0000${step.step_id}`) ?? null,
    }))
  );
  return {
    name: 'edges',
    visualisation: 'nodeGraph',
    fields: [
      field(
        'id',
        edges.map(({ source, target }) => `${source}→${target}`)
      ),
      field(
        'source',
        edges.map(({ source }) => source)
      ),
      field(
        'target',
        edges.map(({ target }) => target)
      ),
      field(
        'mainstat',
        edges.map(({ handoff }) => (handoff === null ? 'depends on' : `handoff ${handoff.outcome}`))
      ),
      field(
        'outcome',
        edges.map(({ handoff }) => handoff?.outcome ?? null)
      ),
      number(
        'context_score',
        edges.map(({ handoff }) => handoff?.context_score ?? null),
        'percentunit'
      ),
    ],
  };
};

/** `session_graph`: a session as a graph, its critical path, waits and bottlenecks (W1.3, W1.4, W2.4). */
export const answerSessionGraph = ({ session, spans, former, now }: SessionGraphAsk): Answered => {
  const at = session.completed_at ?? now;
  const path = sessionPath(session, at);
  const onPath = new Map(path.ok ? path.steps.map((one) => [one.step.step_id, one]) : []);
  const worst = bottlenecks(session, at);
  const saved = new Map(worst.map(({ step, savedIfHalved }) => [step.step_id, savedIfHalved]));
  const nodes = stepGraph(session);
  const rows = nodes.map((node): Row => {
    const id = node.step.step_id;
    return {
      node,
      path: onPath.get(id) ?? null,
      waits: waitsOf(node.step, spanSeconds(node, spans), at),
      saved: saved.get(id) ?? null,
      former: former.get(node.step.name) ?? null,
    };
  });
  const meta = {
    source: session.source,
    session_id: session.session_id,
    workflow_id: session.workflow_id,
    goal: session.goal,
    status: session.status,
    started_at: session.started_at,
    completed_at: session.completed_at,
    critical_path_seconds: path.ok ? path.seconds : null,
    critical_path: path.ok ? path.order : [],
    bottlenecks: worst.map(({ step, share, savedIfHalved }) => ({
      step_id: step.step_id,
      share,
      saved_if_halved_seconds: savedIfHalved,
    })),
    parallelism: parallelism(session, at),
    deadlocks: deadlocksOf(session).map(({ steps }) => steps),
    contradictions: sessionContradictions(session),
  };
  const notices = path.ok
    ? []
    : [
        {
          severity: 'info' as const,
          text: `No critical path: ${path.reason}`,
          hint: 'Send depends_on or handoff_from with each job.',
        },
      ];
  return { frames: [{ ...nodesFrame(rows, at), meta }, edgesFrame(nodes, session)], notices };
};
