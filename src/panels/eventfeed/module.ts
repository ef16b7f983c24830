import { PanelPlugin } from '@grafana/data';

import { suggestForFields } from '../../components/suggestForFields';
import { initTranslations } from '../../locales/initTranslations';
import { EventFeedPanel } from './EventFeedPanel';
import { readOptions, type EventFeedOptions } from './eventFeed.options';
import { addEventFeedOptions } from './eventFeedEditor';

await initTranslations();

export const plugin = new PanelPlugin<EventFeedOptions>(EventFeedPanel)
  .useFieldConfig()
  .setPanelOptions(addEventFeedOptions)
  .setMigrationHandler(({ options }) => readOptions(options))
  .setSuggestionsSupplier(
    suggestForFields<EventFeedOptions>({
      fields: ['time', 'title', 'severity'],
      preview: { showFilterBar: false, density: 'compact' },
    })
  );
