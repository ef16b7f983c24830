import { openTemporaryStore } from '../../pkg/analytics/src/store/testing';

const [dataDirectory = '', count = '0', now = '0'] = process.argv.slice(2);
const CHUNK = 250_000;
const DAYS = 28;
/** Spans of one trace: an agent's run with its model and tool calls. */
const OF_TRACE = 20;

/** Spans over four weeks as the receiver stores them; the newest end before `now`. */
const SPANS = `INSERT INTO spans (time, start_ns, duration_ns, trace_id, span_id, parent_span_id, source, service, name, kind, operation, status, agent, session_id, job_id, model, provider, tool, input_tokens, output_tokens, cost_usd, attributes, events, links, received)
SELECT fromUnixTimestamp64Milli(intDiv(ns, 1000000), 'UTC') AS time, {now:Int64} * 1000000 - intDiv(number * {span:Int64}, {rows:Int64}) * 1000000 - 1000000 AS ns,
  toUInt64(r % 900000000) AS duration_ns, lower(hex(sipHash128(intDiv(number, ${OF_TRACE})))), lower(hex(sipHash64(number))),
  if(number % ${OF_TRACE} = ${OF_TRACE - 1}, '', lower(hex(sipHash64(intDiv(number, ${OF_TRACE}) * ${OF_TRACE} + ${OF_TRACE - 1})))), 'otlp', 'writer-service',
  multiIf(number % ${OF_TRACE} = ${OF_TRACE - 1}, 'invoke_agent writer', model != '', 'chat claude-sonnet-4-5', 'execute_tool search'), 'client',
  multiIf(number % ${OF_TRACE} = ${OF_TRACE - 1}, 'invoke_agent', model != '', 'chat', 'execute_tool'), if(r % 50 = 0, 'error', 'ok'), 'writer',
  concat('session-', toString(intDiv(number, ${OF_TRACE} * 6))), concat('job-', toString(intDiv(number, ${OF_TRACE}))),
  if(number % 2 = 0, arrayElement(['claude-sonnet-4-5', 'gpt-5', 'claude-haiku-4-5'], toUInt8(intDiv(number, ${OF_TRACE}) % 3) + 1), '') AS model, if(model = '', '', 'anthropic'), if(model = '', 'search', ''),
  if(model = '', NULL, toInt64(r % 6000)), if(model = '', NULL, toInt64(r % 900)), if(model = '', NULL, (r % 9000) / 1e6),
  concat('{"gen_ai.operation.name":"chat","gen_ai.request.model":"claude-sonnet-4-5","turn":', toString(number), '}'), '[]', '[]', time
FROM (SELECT toInt64(number) AS number, toInt64(sipHash64(number) % 4000000000) AS r FROM numbers({first:Int64}, {count:Int64}))`;

const { store, dispose } = await openTemporaryStore({ dataDirectory });
const rows = Number(count);
for (let first = 0; first < rows; first += CHUNK) {
  const params = { now, span: DAYS * 86_400_000, rows, first, count: Math.min(CHUNK, rows - first) };
  await store.command(SPANS, { params, settings: { insert_deduplication_token: `spans-${first}` } });
}
await dispose();
