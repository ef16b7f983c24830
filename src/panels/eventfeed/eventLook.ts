import { type EventKind } from '@eljefe/contract';

import { t } from '../../core/i18n/t';

export const KIND_WORD: Readonly<Record<EventKind, string>> = {
  get alert() {
    return t('eventfeed.kind.alert', 'Alert');
  },
  get job() {
    return t('eventfeed.kind.job', 'Job');
  },
  get session() {
    return t('eventfeed.kind.session', 'Session');
  },
  get system() {
    return t('eventfeed.kind.system', 'System');
  },
  get deployment() {
    return t('eventfeed.kind.deployment', 'Deployment');
  },
  get notification() {
    return t('eventfeed.kind.notification', 'Notification');
  },
  get audit() {
    return t('eventfeed.kind.audit', 'Audit');
  },
  get feedback() {
    return t('eventfeed.kind.feedback', 'Feedback');
  },
};
