import { chooseSession } from './chooseSession';
import { AT_MS, session, sessionsFrame } from './pipeline.fixtures';
import { readSessions } from './readSessions';
import { wantedSession } from './wantedSession';

const rows = (...sessions: Array<ReturnType<typeof session>>) => {
  const answer = readSessions({ series: [sessionsFrame(sessions)], receivedAtMs: AT_MS, silent: false });
  return answer.kind === 'sessions' ? answer.model.sessions : [];
};
const [running, other, failed, ended] = [
  session('running'),
  session('other', { started_at: AT_MS - 900_000 }),
  session('failed', { status: 'failed' }),
  session('ended', { status: 'completed' }),
];
const choose = (sessions: ReturnType<typeof rows>, wanted: string | null, current: string | null = null) =>
  chooseSession({ sessions, wanted, current: current === null ? null : `el-jefe\u0000${current}` })?.sessionId ?? null;

describe('V2: which session is shown', () => {
  it.each([
    ['what needs a person, before what runs', rows(running, failed, ended), null, null, 'failed'],
    ['of running ones the oldest', rows(running, other), null, null, 'other'],
    ['the one asked for', rows(running, failed), 'running', null, 'running'],
    ['the first, when the one asked for is not there', rows(running, failed), 'gone', null, 'failed'],
    ['the one on screen, while no other needs a person more', rows(running, other), null, 'running', 'running'],
    ['another that fails', rows(running, failed), null, 'running', 'failed'],
    ['one that runs, after the one on screen has ended', rows(running, ended), null, 'ended', 'running'],
    ['none of none', [], null, null, null],
  ])('%s', (_, sessions, wanted, current, expected) => {
    expect(choose(sessions, wanted, current)).toBe(expected);
  });

  it.each([
    ['the option', 's-1', {}, 's-1'],
    ['the URL, when the variable does not exist', '$session', { 'var-session': 's-2' }, 's-2'],
    ['nobody', '', {}, null],
    ['all', '$__all', { 'var-session': 'All' }, null],
    ['the first of several', '', { 'var-session': ['a', 'b'] }, 'a'],
  ])('asked for by %s', (_, option, search, expected) => {
    expect(wantedSession(option, search)).toBe(expected);
  });
});
