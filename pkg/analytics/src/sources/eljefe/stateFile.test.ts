import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

import { parseStateFile, readStateFile, stampOf, StateFileError } from './stateFile';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

const onDisk = async (text: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'eljefe-state-'));
  folders.push(folder);
  await writeFile(join(folder, 'monitoring_state.json'), text);
  return join(folder, 'monitoring_state.json');
};

const failure = (text: string): StateFileError => {
  try {
    parseStateFile(text);
  } catch (error) {
    return error instanceof StateFileError ? error : expect.fail(String(error));
  }
  return expect.fail('it was taken');
};

describe('D1: monitoring_state.json', () => {
  test('the first writer: jobs and sessions side by side', () => {
    const text = JSON.stringify({
      agent_jobs: { a: { job_id: 'a' } },
      workflow_sessions: { s: {} },
      last_updated: 'x',
    });
    expect(parseStateFile(text)).toEqual({ jobs: { a: { job_id: 'a' } }, sessions: { s: {} } });
  });
  test('the other writer: jobs inside sessions come out, each with its session', () => {
    const session = { session_id: 's', status: 'active', active_agents: { a: { agent_id: 'a', status: 'running' } } };
    const { jobs, sessions } = parseStateFile(JSON.stringify({ sessions: { s: session }, version: '1.0' }));
    expect(jobs).toEqual({ a: { session_id: 's', agent_id: 'a', status: 'running' } });
    expect(sessions).toEqual({ s: session });
  });
  test('half-written: told apart, since it is whole a moment later', () => {
    expect(failure('{"agent_jobs": {"a": {"job_id"')).toMatchObject({ halfWritten: true });
    expect(failure('')).toMatchObject({ halfWritten: true });
  });
  test('another file altogether: what is missing is named', () => {
    expect(failure('{"users": []}')).toMatchObject({ halfWritten: false });
    expect(failure('{"users": []}').message).toContain('neither agent_jobs nor sessions');
  });
  test('a file over the limit is refused before it is read', async () => {
    const path = await onDisk(JSON.stringify({ agent_jobs: {} }));
    await expect(readStateFile(path, 5)).rejects.toThrow('larger than 5 bytes');
    expect(await readStateFile(path, 1_000)).toEqual({ jobs: {}, sessions: {} });
  });
  test('no file: no stamp', async () => {
    expect(await stampOf(join(tmpdir(), 'eljefe-no-such-file.json'))).toBeNull();
  });
});
