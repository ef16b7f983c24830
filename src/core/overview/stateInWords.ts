import { type Need, type NeedKind, type OverviewInput } from './overview.types';

const WORDS: Readonly<Record<NeedKind, (count: number) => string>> = {
  silent: (count) => `${count} ${count === 1 ? 'orchestrator is' : 'orchestrators are'} silent`,
  failed: (count) => `${count} ${count === 1 ? 'agent' : 'agents'} failed in the last hour`,
  stuck: (count) => `${count} ${count === 1 ? 'is' : 'are'} stuck`,
  waiting: (count) => `${count} ${count === 1 ? 'waits' : 'wait'} for a person`,
};

const ORDER: readonly NeedKind[] = ['silent', 'failed', 'stuck', 'waiting'];

const running = ({ agents }: OverviewInput): string => {
  const count = agents.filter(({ status }) => status === 'running').length;
  return count === 0 ? 'No agent runs now' : `${count} ${count === 1 ? 'agent runs' : 'agents run'} now`;
};

/** The state as a person would say it, in one sentence. Healthy is said too. */
export const stateInWords = (input: OverviewInput, needs: readonly Need[]): string => {
  const troubles = ORDER.flatMap((kind) => {
    const count = needs.filter((need) => need.kind === kind).length;
    return count === 0 ? [] : [WORDS[kind](count)];
  });
  return `${[running(input), ...(troubles.length > 0 ? troubles : ['nothing needs you'])].join('; ')}.`;
};
