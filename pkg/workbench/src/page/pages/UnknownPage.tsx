import { PluginPage } from '@grafana/runtime';
import { TextLink } from '@grafana/ui';
import { useLocation } from 'react-router';

/** For pages that Grafana may have and the workbench has not. */
export function UnknownPage() {
  const { pathname } = useLocation();
  return (
    <PluginPage pageNav={{ text: 'Not in the workbench' }}>
      <p>
        The workbench has no page <code>{pathname}</code>. <TextLink href="/">Home</TextLink>
      </p>
    </PluginPage>
  );
}
