import { PanelPlugin } from '@grafana/data';

import { suggestForFields } from '../../components/suggestForFields';
import { initTranslations } from '../../locales/initTranslations';
import { readOptions, type PipelineOptions } from './pipeline.options';
import { addPipelineOptions } from './pipelineEditor';
import { PipelinePanel } from './PipelinePanel';

await initTranslations();

export const plugin = new PanelPlugin<PipelineOptions>(PipelinePanel)
  .useFieldConfig()
  .setPanelOptions(addPipelineOptions)
  .setMigrationHandler(({ options }) => readOptions(options))
  .setSuggestionsSupplier(
    suggestForFields<PipelineOptions>({
      fields: ['session_id', 'status', 'steps'],
      preview: { view: 'line', showChooser: false },
    })
  );
