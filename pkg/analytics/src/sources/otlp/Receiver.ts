import { type News } from '../../ingest/news';
import { type RowWriter } from '../../ingest/ports';
import { type RowOf, type TableName } from '../../store/schema';

import { callNameOf, type CallIndex, type CallName, type CallPlace } from './CallIndex';
import { claudeGroup, groupOf, type Evidence } from './Evidence';
import { eachRecord } from './eachRecord';
import { spanFault, timeFault } from './faults';
import { OwnerlessRows } from './OwnerlessRows';
import { type SpanNode } from './node';
import { readLog, type ReadLog } from './readLog';
import { readPoint } from './readMetric';
import { readSpan, type ReadOptions, type ReadSpan } from './readSpan';
import { type RawLog, type RawMetric, type RawSpan, type Scoped } from './records';
import { sampled, type SamplingRule } from './sampling';
import { type Signal, type SourceCounters } from './SourceCounters';
import { Tally, type Accepted } from './Tally';
import { LATE_MS, tallyRefused, tallyRow, tallySpan } from './tallies';
import { settleAll, timesOf } from './together';

export interface ReceiverDeps {
  evidence: Evidence;
  writer: RowWriter;
  /** Resolves when the news is durable. */
  record: (news: readonly News[]) => Promise<unknown>;
  counters: SourceCounters;
  /** Which span told of which call; shared with what is read back. */
  calls: CallIndex;
  options: () => ReadOptions;
  /** Which series are thinned (B1). */
  sampling: readonly SamplingRule[];
}

const NO_PARENT = '0000000000000000';

/** Takes decoded OTLP in: rows and what follows from them, durable before it is acknowledged. */
export class Receiver {
  private readonly ownerless = new OwnerlessRows();

  constructor(private readonly deps: ReceiverDeps) {}

  /** @throws StoreBusy, StoreUnavailable, StoreFull: nothing may be assumed stored, the client is to send it again */
  traces(scoped: ReadonlyArray<Scoped<RawSpan>>): Promise<Accepted> {
    const options = this.deps.options();
    const tally = new Tally();
    // Not awaited here: what was decoded would be held until all is durable, and copied by every collection meanwhile.
    return this.readSpans(scoped, tally, options).then((read) =>
      this.finish('traces', tally, () => this.takeSpans(read, tally, options))
    );
  }

  private async readSpans(
    scoped: ReadonlyArray<Scoped<RawSpan>>,
    tally: Tally,
    options: ReadOptions
  ): Promise<ReadSpan[]> {
    const read: ReadSpan[] = [];
    await eachRecord(scoped, options.redaction, ({ record, resource, scope }) => {
      tally.count(resource.source, 'received');
      const span = record.parentId === NO_PARENT ? { ...record, parentId: '' } : record;
      const fault = spanFault(span);
      if (fault !== null) {
        tally.refuse(resource.source, fault);
        return;
      }
      const one = readSpan(span, { scope }, resource, options);
      tallySpan(tally, one, options.received);
      read.push(one);
    });
    return read;
  }

  private async takeSpans(read: ReadSpan[], tally: Tally, { received }: ReadOptions): Promise<void> {
    const { evidence } = this.deps;
    const keys = read.map(({ node }) => groupOf(node));
    await evidence.ensure(keys, timesOf(read.map(({ row }) => row.time)));
    const { durable, pending } = this.startSpans(read, keys, { tally, received });
    // They are on their way as text: the rows themselves are not needed any more.
    read.length = 0;
    await durable;
    this.ownerless.hold(pending);
  }

  /** Starts to store spans with all that follows from them. @returns rows whose job may yet become known */
  private startSpans(
    read: readonly ReadSpan[],
    keys: readonly string[],
    { tally, received }: { tally: Tally; received: number }
  ): { durable: Promise<void>; pending: Array<RowOf<'spans'>> } {
    const { evidence, calls } = this.deps;
    for (const { node } of read) {
      evidence.add(node);
      calls.add(node).forEach((evaluation) => evidence.add(evaluation));
    }
    const { news, owners, retract } = evidence.derive(keys);
    // The rows are ours alone: written into rather than copied, for a copy costs as much as reading the span.
    const rows = read.map(({ row, node }) => Object.assign(row, { job_id: owners.get(node.id) ?? '' }));
    const feedback = read.flatMap((one) => one.feedback);
    return {
      durable: settleAll([
        this.write('spans', rows, tally),
        this.write('feedback', feedback, null),
        this.writeOwned(owners, received),
        this.tell(news, retract),
      ]),
      pending: rows.filter(({ job_id }, index) => job_id === '' && evidence.isPending(keys[index] ?? '')),
    };
  }

  /** @throws as {@link traces} */
  async logs(scoped: ReadonlyArray<Scoped<RawLog>>): Promise<Accepted> {
    const { calls } = this.deps;
    const options = this.deps.options();
    const tally = new Tally();
    const read: ReadLog[] = [];
    await eachRecord(scoped, options.redaction, ({ record, resource }) => {
      tally.count(resource.source, 'received');
      const fault = timeFault(record.timeNs);
      if (fault !== null) {
        tally.refuse(resource.source, fault);
        return;
      }
      const one = readLog(calls.placed(record), resource, options);
      tallyRow(tally, one.row, options.received);
      tally.count(resource.source, 'unmapped', one.unmapped);
      read.push(one);
    });
    return this.finish('logs', tally, async () => {
      const feedback = read.flatMap((one) => one.feedback ?? []);
      await settleAll([this.takeLogs(read, tally), this.write('feedback', feedback, null)]);
    });
  }

  /**
   * Evaluations whose feedback their caller has counted and stored: here they become evidence of the jobs they speak of (A3.1).
   * @throws as {@link traces}
   */
  async evaluations(scoped: ReadonlyArray<Scoped<RawLog>>): Promise<void> {
    const { calls } = this.deps;
    const options = this.deps.options();
    const tally = new Tally();
    const read: ReadLog[] = [];
    await eachRecord(scoped, options.redaction, ({ record, resource }) => {
      const one = readLog(calls.placed(record), resource, options);
      tally.count(resource.source, 'unmapped', one.node === null ? 1 : 0);
      read.push(one);
    });
    await this.finish('scores', tally, () => this.takeLogs(read, tally));
  }

  /** Where a call was told; null when that is not known (any more). */
  placeOf(name: CallName): CallPlace | null {
    return this.deps.calls.find(name);
  }

  private async takeLogs(all: readonly ReadLog[], tally: Tally): Promise<void> {
    const { evidence, options } = this.deps;
    const nodes = all.flatMap(({ node }) => node ?? []).filter((node) => this.isPlaced(node, tally));
    const keys = nodes.map(groupOf);
    await evidence.ensure(keys, timesOf(all.map(({ row }) => row.time)));
    nodes.forEach((node) => evidence.add(node));
    const { news, owners, retract } = evidence.derive(keys);
    const rows = all.map(({ row }) => ({ ...row, job_id: owners.get(row.span_id) ?? '' }));
    await settleAll([
      this.write('spans', rows, tally),
      this.writeOwned(owners, options().received),
      this.tell(news, retract),
    ]);
  }

  /** Is it known of which span an evaluation speaks? Else it waits for its call; what names none is unmatched at once. */
  private isPlaced(node: SpanNode, tally: Tally): boolean {
    if (node.trace !== '' || node.claude !== null) {
      return true;
    }
    const name = callNameOf(node);
    const lost = name === null ? [node] : this.deps.calls.wait(name, node, this.deps.options().received);
    lost.forEach(({ source }) => tally.count(source, 'unmatched'));
    return false;
  }

  /** @throws as {@link traces} */
  async metrics(scoped: ReadonlyArray<Scoped<RawMetric>>): Promise<Accepted> {
    const { evidence, sampling } = this.deps;
    const options = this.deps.options();
    const tally = new Tally();
    const rows: Array<RowOf<'series'>> = [];
    const claude: Array<NonNullable<NonNullable<ReturnType<typeof readPoint>>['claude']>> = [];
    await eachRecord(scoped, options.redaction, ({ record: metric, resource }) => {
      for (const point of metric.points) {
        tally.count(resource.source, 'received');
        const fault = metric.name === '' ? 'a metric without a name' : timeFault(point.timeNs);
        const read = fault === null ? readPoint(metric, point, resource, options) : null;
        if (read === null) {
          tally.refuse(resource.source, fault ?? 'a point without a value');
          continue;
        }
        tally.count(resource.source, 'stored');
        tally.count(resource.source, 'late', read.row.time < options.received - LATE_MS ? 1 : 0);
        const row = sampled(read.row, metric, sampling);
        if (row === null) {
          tally.count(resource.source, 'sampledOut');
        } else {
          rows.push(row);
        }
        if (read.claude !== null) {
          claude.push(read.claude);
        }
      }
    });
    return this.finish('metrics', tally, async () => {
      const keys = claude.map(({ session }) => claudeGroup(session));
      await evidence.ensure(keys, timesOf(rows.map(({ time }) => time)));
      claude.forEach(({ session, key, point }) => evidence.addPoint(session, key, point));
      const { news, retract } = evidence.derive(keys);
      await settleAll([this.write('series', rows, tally), this.tell(news, retract)]);
    });
  }

  /** Tells what follows from traces whose missing parents will not come. */
  async settle(): Promise<void> {
    const { evidence, options, calls, counters } = this.deps;
    for (const { source, generation } of calls.expire(options().received)) {
      counters.add(source, generation === null ? 'logs' : 'scores', { unmatched: 1 });
    }
    const keys = evidence.settle();
    const { news, owners, retract } = evidence.derive(keys);
    try {
      await settleAll([this.writeOwned(owners, options().received), this.tell(news, retract)]);
    } catch (error) {
      evidence.unsettle(keys);
      throw error;
    }
    evidence.evict();
  }

  /** Spans stored earlier whose job is known only now. */
  private async writeOwned(owners: ReadonlyMap<string, string>, received: number): Promise<void> {
    const rows = this.ownerless.take(owners, received);
    try {
      await this.write('spans', rows, null);
    } catch (error) {
      this.ownerless.hold(rows);
      throw error;
    }
  }

  private async finish(signal: Signal, tally: Tally, work: () => Promise<void>): Promise<Accepted> {
    try {
      await work();
    } catch (error) {
      tally.drop();
      tally.settle(this.deps.counters, signal);
      throw error;
    }
    return tally.settle(this.deps.counters, signal);
  }

  private write<T extends TableName>(
    table: T,
    rows: ReadonlyArray<RowOf<T> & { source: string }>,
    tally: Tally | null
  ): Promise<void> {
    if (rows.length === 0) {
      return Promise.resolve();
    }
    const onRefused = tallyRefused(
      rows.map(({ source }) => source),
      tally
    );
    return this.deps.writer.write(table, rows).catch(onRefused);
  }

  private async tell(news: readonly News[], retract: () => void): Promise<void> {
    if (news.length === 0) {
      return;
    }
    try {
      await this.deps.record(news);
    } catch (error) {
      retract();
      throw error;
    }
  }
}
