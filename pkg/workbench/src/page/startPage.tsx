import { DEFAULT_LANGUAGE } from '@grafana/i18n';
import { createRoot } from 'react-dom/client';
import { startLanguage } from './language';
import { fillRegistries } from './registries/fillRegistries';
import { setServices } from './services/setServices';
import { shareModules } from './sharing/shareModules';
import { App } from './shell/App';
import { followLinks } from './shell/followLinks';
import { Failure } from './shell/Failure';

/** Sets the page up in the order that the libraries need; modules are shared last, since their names are copied then. */
export async function startPage(): Promise<void> {
  const element = document.getElementById('reactRoot');
  if (element === null) {
    throw new Error('The page has no element #reactRoot.');
  }
  const root = createRoot(element);
  try {
    await startLanguage(window.grafanaBootData?.user.language ?? DEFAULT_LANGUAGE);
    fillRegistries();
    setServices();
    shareModules();
    followLinks(document);
    root.render(<App />);
  } catch (error) {
    root.render(<Failure what="The workbench could not start" error={error} />);
    throw error;
  }
}
