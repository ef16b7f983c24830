import { PanelPlugin } from '@grafana/data';

import { EventFeedPanel } from './EventFeedPanel';
import { type EventFeedOptions } from './eventFeed.options';
import { addEventFeedOptions } from './eventFeedEditor';

export const plugin = new PanelPlugin<EventFeedOptions>(EventFeedPanel)
  .useFieldConfig()
  .setPanelOptions(addEventFeedOptions);
