import { TextLink } from '@grafana/ui';
import { asText, asTexts } from '../../shared/json';
import { workbenchBoot } from '../boot';
import type { StandInProps } from './standInProps';

/** Provisioned dashboards that have the wanted tags and text; starred and recent ones are not kept here. */
export function DashListPanel({ options, height }: StandInProps) {
  const tags = asTexts(options['tags']);
  const text = asText(options['query']).toLowerCase();
  const found = workbenchBoot().dashboards.filter(
    (dashboard) => tags.every((tag) => dashboard.tags.includes(tag)) && dashboard.title.toLowerCase().includes(text)
  );
  return found.length === 0 ? (
    <p>No dashboards found.</p>
  ) : (
    <ul style={{ height, overflow: 'auto', listStyle: 'none' }}>
      {found.map((dashboard) => (
        <li key={dashboard.uid}>
          <TextLink href={`/d/${dashboard.uid}`}>{dashboard.title}</TextLink>
        </li>
      ))}
    </ul>
  );
}
