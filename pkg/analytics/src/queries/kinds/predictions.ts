import { type Filter, type Frame, type Prediction, type Predictions } from '@eljefe/contract';

import { BadRequest } from '../errors';
import { frameOf } from '../frames';

const KEYS = ['kind', 'subject_kind', 'subject', 'source', 'agent_type', 'workflow', 'cause'] as const;
type Key = (typeof KEYS)[number];

const isKey = (text: string): text is Key => KEYS.some((key) => key === text);

const passes = (item: Prediction, { key, op, values }: Filter): boolean => {
  const [first] = values;
  if (!isKey(key)) {
    throw new BadRequest('filters', key, `filter predictions by one of ${KEYS.join(', ')}`);
  }
  // No value means All; what is about no source or agent type passes a filter on it, as a forecast of the fleet does.
  if (first === undefined || (item[key] === null && key !== 'cause')) {
    return true;
  }
  const value = item[key] ?? '';
  const fits = op.endsWith('~') ? new RegExp(first.slice(0, 500)).test(value) : values.includes(value);
  return fits !== op.startsWith('!');
};

const UNITS = { ratio: 'percentunit', seconds: 's', usd: 'currencyUSD' } as const;

/** The unit all rows share; a column of several has none. */
const unitOf = (items: readonly Prediction[]): { unit?: string } => {
  const units = [...new Set(items.map(({ unit }) => unit))];
  const [only] = units;
  return only === undefined || units.length > 1 ? {} : { unit: UNITS[only] };
};

/** `predictions`: one row each, the likeliest failures first. */
export const predictionsFrame = (
  answer: Predictions,
  { filters, limit }: { filters: readonly Filter[]; limit: number }
): Frame => {
  const items = answer.items.filter((item) => filters.every((filter) => passes(item, filter))).slice(0, limit);
  const unit = unitOf(items);
  return {
    ...frameOf('predictions', items, [
      { name: 'kind', type: 'string', value: ({ kind }) => kind },
      { name: 'subject_kind', type: 'string', value: ({ subject_kind }) => subject_kind },
      { name: 'subject', type: 'string', value: ({ subject }) => subject },
      { name: 'title', type: 'string', value: ({ title }) => title },
      {
        name: 'probability',
        type: 'number',
        unit: 'percentunit',
        min: 0,
        max: 1,
        value: ({ probability }) => probability,
      },
      { name: 'value', type: 'number', ...unit, value: ({ value }) => value },
      { name: 'low', type: 'number', ...unit, value: ({ low }) => low },
      { name: 'high', type: 'number', ...unit, value: ({ high }) => high },
      {
        name: 'level',
        type: 'number',
        unit: 'percentunit',
        description: 'share of cases the interval is to hold',
        value: ({ level }) => level,
      },
      { name: 'horizon', type: 'time', value: ({ horizon }) => horizon },
      { name: 'cause', type: 'string', value: ({ cause }) => cause },
      { name: 'action', type: 'string', value: ({ action }) => action },
      { name: 'evidence', type: 'string', value: ({ evidence }) => evidence },
      { name: 'count', type: 'number', unit: 'short', value: ({ count }) => count },
      { name: 'reason', type: 'string', value: ({ reason }) => reason },
      { name: 'method', type: 'string', value: ({ method }) => method },
      { name: 'source', type: 'string', value: ({ source }) => source },
      { name: 'agent_type', type: 'string', value: ({ agent_type }) => agent_type },
      { name: 'workflow', type: 'string', value: ({ workflow }) => workflow },
      {
        name: 'job_id',
        type: 'string',
        value: ({ subject_kind, subject }) => (subject_kind === 'job' ? subject : null),
      },
      {
        name: 'session_id',
        type: 'string',
        value: ({ subject_kind, subject }) => (subject_kind === 'session' ? subject : null),
      },
    ]),
    meta: { at: answer.at, failure_skill: answer.failure_skill },
  };
};
