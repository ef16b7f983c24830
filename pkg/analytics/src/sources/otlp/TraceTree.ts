import { type SpanNode } from './node';

/** Longest way from a span to its root that is followed: also ends circles. */
const MAX_DEPTH = 1_000;
const SHORT_WAY = 16;

/**
 * Calls told twice: once in the tree, and once beside it by a recorder that knows no parent (an exported generation). Both
 * name the provider's answer.
 */
const twinsOf = (nodes: readonly SpanNode[]): Map<string, SpanNode> => {
  const inTree = new Map<string, SpanNode>();
  const beside: SpanNode[] = [];
  for (const node of nodes) {
    if (node.role === 'model' && node.responseId !== null) {
      if (node.parent === '') {
        beside.push(node);
      } else {
        inTree.set(node.responseId, node);
      }
    }
  }
  return new Map(
    beside.flatMap((node): Array<[string, SpanNode]> => {
      const twin = inTree.get(node.responseId ?? '');
      return twin === undefined ? [] : [[node.id, twin]];
    })
  );
};

/**
 * The spans of a trace as a tree. A job is bounded by an agent's span, and by a workflow's or a root's span that has calls of
 * its own. While a parent is missing, what is below it has no owner yet: a later parent must never have to take it back.
 */
export class TraceTree {
  /** In order of start, each call once. */
  readonly nodes: readonly SpanNode[];
  readonly all: readonly SpanNode[];
  readonly bounds: readonly SpanNode[];
  readonly pending: boolean;
  private readonly twins: ReadonlyMap<string, SpanNode>;
  private readonly owners = new Map<string, SpanNode | null>();
  private readonly owned = new Map<string, SpanNode[]>();
  private readonly boundIds: ReadonlySet<string>;
  private readonly withUsageBelow = new Set<string>();
  private readonly agentsWithAgents = new Set<string>();

  constructor(
    private readonly byId: ReadonlyMap<string, SpanNode>,
    private readonly settled: boolean
  ) {
    this.all = [...byId.values()].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
    this.twins = twinsOf(this.all);
    this.nodes = this.twins.size === 0 ? this.all : this.all.filter(({ id }) => !this.twins.has(id));
    let pending = false;
    for (const node of this.nodes) {
      const owner = this.findOwner(node);
      pending ||= owner === null;
      if (owner !== null) {
        const list = this.owned.get(owner.id);
        list === undefined ? this.owned.set(owner.id, [node]) : list.push(node);
      }
      this.markUsageAbove(node);
      const above = node.role === 'agent' ? this.agentAbove(node) : null;
      if (above !== null) {
        this.agentsWithAgents.add(above.id);
      }
    }
    this.pending = pending;
    this.bounds = this.nodes.filter((node) => this.boundsJob(node));
    this.boundIds = new Set(this.bounds.map(({ id }) => id));
  }

  /** The span that tells of the same call from within the tree; else the span itself. */
  twinOf(node: SpanNode): SpanNode {
    return this.twins.get(node.id) ?? node;
  }

  get(id: string): SpanNode | undefined {
    return this.byId.get(id);
  }

  isBound(node: SpanNode): boolean {
    return this.boundIds.has(node.id);
  }

  /** Null: not known yet. */
  ownerOf(node: SpanNode): SpanNode | null {
    return this.owners.get(node.id) ?? null;
  }

  ownedBy(node: SpanNode): readonly SpanNode[] {
    return this.owned.get(node.id) ?? [];
  }

  /** Calls whose usage counts: those without another counted call inside, so that sums repeated by parents count once. */
  counted(owned: readonly SpanNode[]): SpanNode[] {
    return owned.filter(
      (node) =>
        (node.usage !== null && !this.withUsageBelow.has(node.id)) ||
        (node.role === 'model' && node.usage === null && !this.withUsageBelow.has(node.id))
    );
  }

  /** From the span itself up, as far as it is known. */
  pathUp(node: SpanNode): SpanNode[] {
    const path = [node];
    // Nearly every way is short: a set is made for long ones only.
    let seen: Set<SpanNode> | null = null;
    let next = this.byId.get(node.parent);
    while (next !== undefined && !(seen?.has(next) ?? path.includes(next)) && path.length < MAX_DEPTH) {
      path.push(next);
      seen = path.length > SHORT_WAY ? (seen ?? new Set(path)).add(next) : null;
      next = this.byId.get(next.parent);
    }
    return path;
  }

  /** Is the way up to the root known? */
  isRooted(node: SpanNode): boolean {
    if (this.settled) {
      return true;
    }
    let top = node;
    this.firstUp(node, (above) => {
      top = above;
      return false;
    });
    return top.parent === '' || this.byId.has(top.parent);
  }

  agentAbove(node: SpanNode): SpanNode | null {
    return this.firstUp(node, (above) => above !== node && above.role === 'agent');
  }

  workflowAbove(node: SpanNode): SpanNode | null {
    return this.firstUp(node, ({ role }) => role === 'workflow');
  }

  topAgent(node: SpanNode): SpanNode | null {
    return this.pathUp(node).findLast(({ role }) => role === 'agent') ?? null;
  }

  hasAgentBelow(node: SpanNode): boolean {
    return this.agentsWithAgents.has(node.id);
  }

  /** The nearest step between a job's span and the job above it. */
  stepAbove(node: SpanNode): SpanNode | null {
    for (const above of this.pathUp(node).slice(1)) {
      if (above.role === 'step') {
        return above;
      }
      if (above.role === 'agent' || above.role === 'workflow') {
        return null;
      }
    }
    return null;
  }

  /** The first span on the way up, itself included, that is what is looked for. In a circle nothing new comes after a round. */
  private firstUp(node: SpanNode, isIt: (above: SpanNode) => boolean): SpanNode | null {
    const most = Math.min(MAX_DEPTH, this.byId.size + 1);
    let at: SpanNode | undefined = node;
    for (let depth = 0; at !== undefined && depth < most; depth += 1) {
      if (isIt(at)) {
        return at;
      }
      at = this.byId.get(at.parent);
    }
    return null;
  }

  private boundsJob(node: SpanNode): boolean {
    if (node.role === 'agent') {
      return true;
    }
    return (this.owned.get(node.id) ?? []).some(
      (inner) => inner.role === 'model' || inner.role === 'tool' || (inner.usage !== null && inner.role !== 'workflow')
    );
  }

  private findOwner(node: SpanNode): SpanNode | null {
    const way: SpanNode[] = [];
    // As in `pathUp`: a set is made for long ways only.
    let seen: Set<SpanNode> | null = null;
    const isOnWay = (other: SpanNode): boolean => seen?.has(other) ?? way.includes(other);
    let at = node;
    let owner: SpanNode | null | undefined;
    while (owner === undefined) {
      const known = this.owners.get(at.id);
      if (known !== undefined) {
        owner = known;
        break;
      }
      way.push(at);
      seen = way.length > SHORT_WAY ? (seen ?? new Set(way)).add(at) : null;
      owner = this.ends(at, isOnWay);
      at = this.byId.get(at.parent) ?? at;
    }
    for (const passed of way) {
      this.owners.set(passed.id, owner ?? null);
    }
    return owner ?? null;
  }

  /** The owner when the way up ends here, null when it ends nowhere yet, undefined when it goes on. */
  private ends(node: SpanNode, isOnWay: (other: SpanNode) => boolean): SpanNode | null | undefined {
    if (node.role === 'agent' || node.role === 'workflow' || node.parent === '') {
      return node;
    }
    const parent = this.byId.get(node.parent);
    if (parent === undefined) {
      return this.settled ? node : null;
    }
    return isOnWay(parent) ? node : undefined;
  }

  private markUsageAbove(node: SpanNode): void {
    if (node.usage === null) {
      return;
    }
    this.firstUp(node, (above) => {
      if (above === node) {
        return false;
      }
      const isKnown = this.withUsageBelow.has(above.id);
      this.withUsageBelow.add(above.id);
      return isKnown;
    });
  }
}
