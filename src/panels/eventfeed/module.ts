import { PanelPlugin } from '@grafana/data';

import { initTranslations } from '../../locales/initTranslations';
import { EventFeedPanel } from './EventFeedPanel';
import { type EventFeedOptions } from './eventFeed.options';
import { addEventFeedOptions } from './eventFeedEditor';

await initTranslations();

export const plugin = new PanelPlugin<EventFeedOptions>(EventFeedPanel)
  .useFieldConfig()
  .setPanelOptions(addEventFeedOptions);
