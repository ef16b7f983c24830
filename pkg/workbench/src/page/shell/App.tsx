import { PortalContainer, GlobalStyles } from '@grafana/ui';
import { ThemeContext } from '@grafana/data';
import { config, LocationServiceProvider, locationService } from '@grafana/runtime';
import { Route, Routes } from 'react-router';
import { AppConfigPage } from '../pages/AppConfigPage';
import { AppPage } from '../pages/AppPage';
import { DashboardPage } from '../pages/DashboardPage';
import { DatasourcePage } from '../pages/DatasourcePage';
import { ExplorePage } from '../pages/ExplorePage';
import { HomePage } from '../pages/HomePage';
import { UnknownPage } from '../pages/UnknownPage';
import { Frame } from './Frame';
import { HistoryRouter } from './HistoryRouter';
import { Toasts } from './Toasts';

/** The page as a whole: theme, navigation, frame, and the routes that a bundle links to. */
export function App() {
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <HistoryRouter>
          <Frame>
            <Routes>
              <Route path="/" element={<HomePage />} />
              <Route path="/dashboards" element={<HomePage />} />
              <Route path="/d/:uid/*" element={<DashboardPage />} />
              <Route path="/a/:pluginId/*" element={<AppPage />} />
              <Route path="/plugins/:pluginId" element={<AppConfigPage />} />
              <Route path="/connections/datasources/edit/:uid" element={<DatasourcePage />} />
              <Route path="/explore" element={<ExplorePage />} />
              <Route path="*" element={<UnknownPage />} />
            </Routes>
          </Frame>
          <Toasts />
          <PortalContainer />
        </HistoryRouter>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}
