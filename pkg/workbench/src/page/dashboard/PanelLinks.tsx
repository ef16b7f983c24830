import { LinkButton } from '@grafana/ui';
import { asBoolean, asText, type JsonRecord } from '../../shared/json';
import { getTemplateSrv } from '@grafana/runtime';

/** The links in a panel's title. */
export function PanelLinks({ links }: { links: readonly JsonRecord[] }) {
  return links.map((link) => (
    <LinkButton
      key={asText(link['title'])}
      size="sm"
      fill="text"
      icon="external-link-alt"
      href={getTemplateSrv().replace(asText(link['url']))}
      target={asBoolean(link['targetBlank']) ? '_blank' : undefined}
      tooltip={asText(link['title'])}
      aria-label={asText(link['title'])}
    />
  ));
}
