import { Catalog, parse } from '@eljefe/contract';
import { Text } from '@grafana/ui';
import React from 'react';
import { map } from 'rxjs';

import { ConditionMark } from '../../components/ConditionMark';
import { type RecordColumn, RecordTable } from '../../components/RecordTable';
import { t } from '../../core/i18n/t';
import { measureText } from '../format';
import { useService } from '../service/ServiceContext';
import { useObserved } from '../service/useObserved';

type Measure = Catalog['measures'][number];

const isMet = ({ target, current }: Measure): boolean | null => {
  const value = current?.value ?? null;
  return target === null || value === null ? null : target.op === '>' ? value > target.value : value < target.value;
};

const columns = (): Array<RecordColumn<Measure>> => [
  { id: 'title', header: t('pages.targets.measure', 'Measure'), isName: true, cell: ({ title }) => title },
  {
    id: 'target',
    header: t('pages.targets.target', 'Target'),
    align: 'right',
    cell: ({ target, unit }) => (target ? `${target.op} ${measureText(target.value, unit)}` : ''),
  },
  {
    id: 'now',
    header: t('pages.targets.now', 'Now'),
    align: 'right',
    cell: ({ current, unit }) => measureText(current?.value ?? null, unit),
  },
  {
    id: 'state',
    header: t('pages.targets.state', 'State'),
    cell: (measure) => {
      const met = isMet(measure);
      return met === null ? (
        <ConditionMark
          condition="unknown"
          word={measure.current?.reason ?? t('pages.targets.no-data', 'No data yet')}
        />
      ) : met ? (
        <ConditionMark condition="done" word={t('pages.targets.met', 'Met')} />
      ) : (
        <ConditionMark condition="stuck" word={t('pages.targets.missed', 'Missed')} />
      );
    },
  },
];

/** Targets of the measures, and where thresholds of alerts are set. */
export const Targets = ({ turn }: { turn: number }) => {
  const { transport, uid } = useService();
  const { value } = useObserved({
    key: uid,
    moment: String(turn),
    ask: () => transport.getJson('analytics', 'read/catalog?values=true').pipe(map((body) => parse(Catalog, body))),
  });
  const measures = value?.ok ? value.value.measures.filter(({ target }) => target !== null) : [];
  return (
    <>
      {measures.length > 0 && (
        <RecordTable
          label={t('pages.targets.label', 'Targets')}
          columns={columns()}
          records={measures}
          keyOf={({ name }) => name}
          order={null}
          onOrder={() => undefined}
        />
      )}
      <Text color="secondary">
        {t(
          'pages.targets.where',
          'Thresholds of alerts belong to whoever runs the service: thresholds.errorRate, thresholds.jobSilentSeconds, thresholds.orchestratorDownSeconds and thresholds.resourceRatio in its configuration file, or ELJEFE_THRESHOLDS_ERROR_RATE and so on in its environment. The rules in Grafana are edited under Alerting.'
        )}
      </Text>
    </>
  );
};
