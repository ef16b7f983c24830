import { openTemporaryStore } from '../../pkg/analytics/src/store/testing';

interface LoadOptions {
  dataDirectory: string;
  rows: number;
  days: number;
  /** Epoch ms of the newest row. */
  now: number;
  chunk: number;
}

/** How far the rows of a directory reach, as a row of `meta`. */
const LOADED_TO = 'bench_loaded_to';

/** A fold as the service stores it, about 700 bytes, with a figure that differs from row to row. */
const STAMPS = `concat('{"source":"main","id":"', {prefix:String}, toString(number), '","open":null,"ended":{"raw":"completed","status":"completed","run":1760000000000,"stamp":1760000000000},"fields":{"cpu_percent":{"v":', toString(number % 100), ',"s":1760000000000},"memory_bytes":{"v":', toString(number % 4000000000), ',"s":1760000000000},"task":{"v":"Write the next part of report ', toString(number % 5000), ' and hand it over to the reviewer","s":1760000000000},"agent_type":{"v":"writer","s":1760000000000},"started_at":{"v":', toString({now:Int64} - number), ',"s":1760000000000},"tokens_used":{"v":', toString(sipHash64(number) % 9000), ',"s":1760000000000}},"labels":{"team":{"v":"t', toString(number % 12), '","s":1760000000000}},"firstSeen":1760000000000,"lastNews":1760000000000,"observed":true}')`;

const JOBS = `INSERT INTO jobs (at, source, id, agent, agent_type, status, raw_status, task, session_id, workflow, step, attempt, model, provider,
  created_at, started_at, ended_at, duration_s, queue_wait_s, processing_s, tokens_total, input_tokens, output_tokens, words, token_cost_usd, total_cost_usd,
  cost_source, priced, error_category, quality_score, satisfaction, revision_count, deployment_version, user, labels, stamps, first_seen, last_news, version, is_deleted)
SELECT fromUnixTimestamp64Milli(toInt64({now:Int64} - intDiv(number * {span:Int64}, {rows:Int64})), 'UTC') AS at, if(number % 10 = 0, 'second', 'main'),
  concat({prefix:String}, toString(number)), concat('agent-', toString(number % 300)),
  arrayElement(['writer','coder','researcher','analyst','qa_tester','designer','data_scientist','editor'], toUInt8(number % 8) + 1),
  multiIf(r % 1000 < 930, 'completed', r % 1000 < 980, 'failed', 'interrupted'), 'completed', concat('Write part ', toString(number % 5000)),
  concat({prefix:String}, 'session-', toString(intDiv(number, 6))), arrayElement(['research-report','security-review','data-pipeline','release'], toUInt8(number % 4) + 1),
  arrayElement(['plan','research','draft','review','deploy'], toUInt8(number % 5) + 1), 1, arrayElement(['claude-sonnet-4-5','gpt-5','claude-haiku-4-5'], toUInt8(number % 3) + 1), 'anthropic',
  at - toIntervalMillisecond(toUInt32((5 + r % 60) * 1000)) AS created, created + toIntervalMillisecond(toUInt32(r % 4000)) AS started, at,
  (toUnixTimestamp64Milli(at) - toUnixTimestamp64Milli(started)) / 1000, (r % 4000) / 1000, (toUnixTimestamp64Milli(at) - toUnixTimestamp64Milli(started)) / 1000,
  toInt64(r % 9000), toInt64(r % 6000), toInt64(r % 3000), toInt64(r % 2000), (r % 9000) / 300000, (r % 9000) / 300000,
  'bundle', 1, if(r % 1000 BETWEEN 930 AND 979, arrayElement(['timeout','rate_limit','tool_error','network'], toUInt8(r % 4) + 1), ''),
  if(number % 3 = 0, (r % 1000) / 1000, NULL), NULL, toUInt32(r % 20 = 0), 'v42', concat('user', toString(number % 40)), '{"team":"a"}', ${STAMPS}, at, at, 1, 0
FROM (SELECT number, sipHash64(number) AS r FROM numbers({first:Int64}, {count:Int64}))`;

const FACTS = `INSERT INTO facts (id, time, received, source, kind, subject, attributes)
SELECT concat({prefix:String}, 'f', toString(number)), fromUnixTimestamp64Milli(toInt64({now:Int64} - intDiv(number * {span:Int64}, {rows:Int64})), 'UTC') AS time, time, 'main',
  if(number % 4 = 0, 'event', 'job'), concat({prefix:String}, toString(number)),
  if(number % 4 = 0,
    concat('{"id":"', {prefix:String}, 'f', toString(number), '","time":', toString(toUnixTimestamp64Milli(time)), ',"severity":"info","kind":"job","source":"main","title":"writer completed","text":"Write part ', toString(number % 5000), '","subject_kind":"job","subject":"bench-', toString(number), '","needs_human":false}'),
    concat('{"stamp":', toString(toUnixTimestamp64Milli(time)), ',"status":"completed","fields":{"tokens_used":', toString(sipHash64(number) % 9000), '},"labels":{},"observed":true}'))
FROM numbers({first:Int64}, {count:Int64})`;

const SESSIONS = `INSERT INTO sessions (at, source, id, workflow, status, started_at, ended_at, duration_s, total_steps, completed_steps, agents, human_actions, detail, stamps, first_seen, last_news, version, is_deleted)
SELECT fromUnixTimestamp64Milli(toInt64({now:Int64} - intDiv(number * {span:Int64}, {rows:Int64})), 'UTC') AS at, 'main', concat({prefix:String}, 'session-', toString(number)),
  arrayElement(['research-report','security-review','data-pipeline','release'], toUInt8(number % 4) + 1), if(number % 20 = 0, 'failed', 'completed'),
  at - toIntervalSecond(toUInt32(60 + number % 300)), at, 60 + number % 300, 6, 6, '["writer","coder"]', number % 11 = 0, '{"steps":[],"handoffs":[]}',
  concat('{"source":"main","id":"', {prefix:String}, 'session-', toString(number), '","status":{"raw":"completed","status":"completed","stamp":1760000000000},"fields":{},"phases":{},"humanActions":[],"firstSeen":1760000000000,"lastNews":1760000000000}'), at, at, 1, 0
FROM numbers({first:Int64}, {count:Int64})`;

/**
 * Fills a data directory inside the engine: as many facts as jobs, one session for six jobs. One that was filled before
 * gets what its time until now lacks, as densely.
 */
const load = async ({
  dataDirectory,
  rows,
  days,
  now,
  chunk,
}: LoadOptions): Promise<{ rows: number; seconds: number; bytes: number }> => {
  const { store, dispose } = await openTemporaryStore({ dataDirectory, target: { memoryBytes: 6_000_000_000 } });
  const began = performance.now();
  const [former] = await store.query<{ value: string }>(`SELECT value FROM meta FINAL WHERE key = '${LOADED_TO}'`);
  const whole = days * 86_400_000;
  const span = former === undefined ? whole : now - Number(former.value);
  const missing = Math.ceil((rows * span) / whole);
  const prefix = `bench-${now}-`;
  const fill = async (sql: string, total: number): Promise<void> => {
    for (let first = 0; first < total; first += chunk) {
      const params = { prefix, now, span, rows: total, first, count: Math.min(chunk, total - first) };
      const token = `${sql.slice(12, 20)}${prefix}${first}`;
      await store.command(sql, { params, settings: { insert_deduplication_token: token } });
    }
  };
  await fill(JOBS, missing);
  await fill(FACTS, missing);
  await fill(SESSIONS, Math.ceil(missing / 6));
  // Everything is in its rows already: nothing is to be folded again at the start.
  await store.command(
    `INSERT INTO meta (key, value, version, is_deleted) VALUES ('derived_rows_received', '${now + 60_000}', ${now}, 0), ('${LOADED_TO}', '${now}', ${now}, 0)`
  );
  const info = await store.info();
  await dispose();
  return {
    rows: missing,
    seconds: (performance.now() - began) / 1_000,
    bytes: info.tables.reduce((sum, { bytes }) => sum + bytes, 0),
  };
};

const [dataDirectory = '', rows = '0', now = '0'] = process.argv.slice(2);
const loaded = await load({ dataDirectory, rows: Number(rows), days: 30, now: Number(now), chunk: 500_000 });
process.stdout.write(`${JSON.stringify(loaded)}\n`);
