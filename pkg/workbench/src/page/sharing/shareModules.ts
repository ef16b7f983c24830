import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import i18next from 'i18next';
import lodash from 'lodash';
// Plugins ask for it by name; the rule is for code that uses it.
// eslint-disable-next-line no-restricted-imports
import moment from 'moment';
import React from 'react';
import ReactDom from 'react-dom';
import * as inlineSvg from 'react-inlinesvg';
import * as reactRouter from 'react-router';
import * as jsxRuntime from 'react/jsx-runtime';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';
import type { EagerModuleName, LazyModuleName } from '../../shared/sharedModules';

/** A CommonJS module as SystemJS hands it to AMD code: its exports are the default. */
const commonJs = (module: object) => ({ default: module, __useDefault: true });

const eager: Record<EagerModuleName, object> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  emotion: emotionCss,
  i18next: commonJs(i18next),
  lodash: commonJs(lodash),
  moment: commonJs(moment),
  react: commonJs(React),
  'react-dom': commonJs(ReactDom),
  'react-inlinesvg': inlineSvg,
  'react-router': reactRouter,
  'react/jsx-runtime': jsxRuntime,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

const lazy: Record<LazyModuleName, () => Promise<object>> = {
  '@grafana/data/unstable': () => import('@grafana/data/unstable'),
  '@grafana/runtime/unstable': () => import('@grafana/runtime/unstable'),
  '@grafana/ui/unstable': () => import('@grafana/ui/unstable'),
  jquery: async () => commonJs((await import('jquery')).default),
  'react/jsx-dev-runtime': () => import('react/jsx-dev-runtime'),
};

const idOf = (name: string) => `workbench:${name}`;

/** Lets plugins import the page's own copies of these modules by name. Namespaces are copied: set every service first. */
export function shareModules(): void {
  for (const [name, namespace] of Object.entries(eager)) {
    System.set(idOf(name), namespace);
  }
  for (const [name, load] of Object.entries(lazy)) {
    System.register(idOf(name), [], (exportAll) => ({
      execute: async () => {
        exportAll({ ...(await load()) });
      },
    }));
  }
  const names = [...Object.keys(eager), ...Object.keys(lazy)];
  System.addImportMap({ imports: Object.fromEntries(names.map((name) => [name, idOf(name)])) });
}
