import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  ReduceDataOptionsBuilder,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { MappingType, type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { scopedTo } from '../filters';
import { DATA_SOURCE, target } from '../query';
import { neutral } from '../thresholds';
import { PANEL } from './panelIds';

/** V1 "status health": one word per orchestrator, as the service judges it. */
export const healthPanel = (): Builder<Panel> =>
  new PanelBuilder()
    .id(PANEL.health)
    .title('Status')
    .description(
      'S2. Each orchestrator as the analytics service hears it: up, degraded (one of its ways to be heard fails), or down. Whether the work goes well is told by System health and by Agents.'
    )
    .datasource(DATA_SOURCE)
    .withTarget(target({ refId: 'A', kind: 'state', format: 'orchestrators', filters: scopedTo('source') }))
    .reduceOptions(new ReduceDataOptionsBuilder().values(true).calcs([]).fields('/^status$/i').limit(12))
    .mappings([
      {
        type: MappingType.ValueToText,
        options: {
          up: { text: 'Up', color: 'green', index: 0 },
          degraded: { text: 'Degraded', color: 'yellow', index: 1 },
          down: { text: 'Down', color: 'red', index: 2 },
          unknown: { text: 'Unknown', color: 'text', index: 3 },
        },
      },
    ])
    .thresholds(neutral('text'))
    .noValue('No orchestrator heard yet')
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Background)
    .text(new VizTextDisplayOptionsBuilder().valueSize(30))
    .span(4)
    .height(3);
