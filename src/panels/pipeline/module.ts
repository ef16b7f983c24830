import { PanelPlugin } from '@grafana/data';

import { type PipelineOptions } from './pipeline.options';
import { addPipelineOptions } from './pipelineEditor';
import { PipelinePanel } from './PipelinePanel';

export const plugin = new PanelPlugin<PipelineOptions>(PipelinePanel)
  .useFieldConfig()
  .setPanelOptions(addPipelineOptions);
