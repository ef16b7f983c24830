import { renderTextPanelMarkdown, textUtil } from '@grafana/data';
import { asText } from '../../shared/json';
import type { StandInProps } from './standInProps';

/** Markdown, HTML (sanitised) or code. */
export function TextPanel({ options, replaceVariables }: StandInProps) {
  const content = asText(options['content']);
  if (options['mode'] === 'code') {
    return <pre style={{ height: '100%', overflow: 'auto' }}>{replaceVariables(content)}</pre>;
  }
  const html =
    options['mode'] === 'html'
      ? textUtil.sanitizeTextPanelContent(replaceVariables(content, {}, 'html'))
      : renderTextPanelMarkdown(replaceVariables(content));
  return (
    <div
      className="markdown-html"
      style={{ height: '100%', overflow: 'auto' }}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
