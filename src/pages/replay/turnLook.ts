import { type IconName } from '@grafana/data';

import { t } from '../../core/i18n/t';
import { type TurnKind } from './turns';

export const TURN_ICON: Readonly<Record<TurnKind, IconName>> = {
  said: 'comment-alt',
  used: 'wrench',
  worked: 'cog',
  began: 'play',
  handed: 'arrow-right',
};

export const turnWord = (kind: TurnKind): string => {
  switch (kind) {
    case 'said':
      return t('pages.turn.said', 'asked the model');
    case 'used':
      return t('pages.turn.used', 'used');
    case 'worked':
      return t('pages.turn.worked', 'did');
    case 'began':
      return t('pages.turn.began', 'began');
    case 'handed':
      return t('pages.turn.handed', 'handed over to');
  }
};
