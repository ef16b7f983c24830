import { PanelPlugin } from '@grafana/data';

import { initTranslations } from '../../locales/initTranslations';
import { type PipelineOptions } from './pipeline.options';
import { addPipelineOptions } from './pipelineEditor';
import { PipelinePanel } from './PipelinePanel';

await initTranslations();

export const plugin = new PanelPlugin<PipelineOptions>(PipelinePanel)
  .useFieldConfig()
  .setPanelOptions(addPipelineOptions);
