import { type Frame } from '@eljefe/contract';

import { frameRows } from '../service/frameRows';
import { type Span, type SpanEvent, type SpanTag } from './trace.types';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const tagsOf = (value: unknown): SpanTag[] =>
  (Array.isArray(value) ? value : []).flatMap((tag: unknown) =>
    isRecord(tag) && typeof tag['key'] === 'string' ? [{ key: tag['key'], value: tag['value'] }] : []
  );

const eventsOf = (value: unknown): SpanEvent[] =>
  (Array.isArray(value) ? value : []).flatMap((event: unknown) =>
    isRecord(event)
      ? [
          {
            atMs: typeof event['timestamp'] === 'number' ? event['timestamp'] : 0,
            name: String(event['name'] ?? ''),
            fields: tagsOf(event['fields']),
          },
        ]
      : []
  );

const numberOf = (value: unknown): number | null =>
  value === null || value === undefined || value === '' || !Number.isFinite(Number(value)) ? null : Number(value);

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Spans of the service's answer to `trace`. */
export const readTrace = (frame: Frame | undefined): Span[] =>
  frameRows(frame, (row): Span => {
    const tags = tagsOf(row.value('tags'));
    const tag = new Map(tags.map(({ key, value }) => [key, value]));
    const agent = textOf(tag.get('agent'));
    return {
      id: row.text('spanID') ?? '',
      parentId: row.text('parentSpanID'),
      name: row.text('operationName') ?? '',
      who: agent ?? row.text('serviceName') ?? '',
      startMs: row.number('startTime') ?? 0,
      durationMs: Math.max(0, row.number('duration') ?? 0),
      failed: row.number('statusCode') === 2,
      message: row.text('statusMessage'),
      kind: row.text('kind'),
      agent,
      jobId: textOf(tag.get('job_id')),
      model: textOf(tag.get('model')),
      tool: textOf(tag.get('tool')),
      inputTokens: numberOf(tag.get('input_tokens')),
      outputTokens: numberOf(tag.get('output_tokens')),
      costUsd: numberOf(tag.get('cost_usd')),
      tags,
      events: eventsOf(row.value('logs')),
    };
  });
