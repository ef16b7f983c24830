import i18nPlugin from '@grafana/i18n/eslint-plugin';
import tsPlugin from '@typescript-eslint/eslint-plugin';
import { defineConfig } from 'eslint/config';

import baseConfig from './.config/eslint.config.mjs';

/** The bundle is built against React 19 types and runs on Grafana's own React, which is 18 up to 13.1. */
const REACT_19_ONLY = [
  'Activity',
  'ViewTransition',
  'addTransitionType',
  'cache',
  'cacheSignal',
  'captureOwnerStack',
  'use',
  'useActionState',
  'useEffectEvent',
  'useOptimistic',
];
const REACT_DOM_NOT_BOTH = [
  'preconnect',
  'prefetchDNS',
  'preinit',
  'preinitModule',
  'preload',
  'preloadModule',
  'requestFormReset',
  'useFormState',
  'useFormStatus',
  'findDOMNode',
  'render',
  'hydrate',
  'unmountComponentAtNode',
  'createRoot',
  'hydrateRoot',
];
const inBothReacts = 'exists in only one of React 18 and 19; Grafana 12.4 runs 18, 13.2 runs 19';

export default defineConfig([
  {
    ignores: [
      '**/logs',
      '**/*.log',
      '**/npm-debug.log*',
      '**/yarn-debug.log*',
      '**/yarn-error.log*',
      '**/.pnpm-debug.log*',
      '**/node_modules/',
      '.yarn/cache',
      '.yarn/unplugged',
      '.yarn/build-state.yml',
      '.yarn/install-state.gz',
      '**/.pnp.*',
      '**/pids',
      '**/*.pid',
      '**/*.seed',
      '**/*.pid.lock',
      '**/lib-cov',
      '**/coverage',
      '**/dist/',
      '**/build/',
      '.cache/',
      'gallery/',
      '.config/',
      '**/artifacts/',
      '**/work/',
      '**/ci/',
      'test-results/',
      'playwright-report/',
      'blob-report/',
      'playwright/.cache/',
      'playwright/.auth/',
      '**/.idea',
      '**/.eslintcache',
    ],
  },
  ...baseConfig,
  {
    name: 'eljefe/typescript',
    files: ['**/*.{ts,tsx,mts,cts}'],
    plugins: { '@typescript-eslint': tsPlugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // A schema and the type it gives share one name.
      'no-redeclare': 'off',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
          message: 'Parse, do not cast through unknown.',
        },
      ],
    },
  },
  {
    name: 'eljefe/scripts',
    files: ['{scripts,bench,tools,tests}/**/*.mjs'],
    rules: { 'no-undef': 'off' },
  },
  {
    name: 'eljefe/both-reacts',
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'react', importNames: [...REACT_19_ONLY, 'createFactory'], message: `It ${inBothReacts}.` },
            { name: 'react-dom', importNames: REACT_DOM_NOT_BOTH, message: `It ${inBothReacts}.` },
            { name: 'react-dom/client', message: 'This would bundle a second renderer.' },
            { name: 'd3', message: 'Not shared by every host; import a d3-* module.' },
            { name: 'slate', message: 'Not shared by every host.' },
            { name: 'prismjs', message: 'Not shared by every host.' },
            { name: 'redux', message: 'Not shared by every host.' },
            { name: 'react-redux', message: 'Not shared by every host.' },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...REACT_19_ONLY.map((name) => ({
          selector: `MemberExpression[object.name='React'][property.name='${name}']`,
          message: `React.${name} ${inBothReacts}.`,
        })),
        {
          selector: 'JSXOpeningElement[name.name=/Context$/]',
          message: `<Context> without .Provider ${inBothReacts}.`,
        },
        {
          selector: "JSXAttribute[name.name='action'][parent.name.name='form']",
          message: `<form action> ${inBothReacts}.`,
        },
        {
          selector: "CallExpression[callee.name='useDeferredValue'][arguments.length>1]",
          message: `The second argument ${inBothReacts}.`,
        },
        {
          selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
          message: 'Parse, do not cast through unknown.',
        },
      ],
    },
  },
  {
    name: 'eljefe/texts',
    files: ['src/{components,datasource,pages,panels}/**/*.tsx'],
    ignores: ['**/*.{test,fixtures}.tsx'],
    plugins: { '@grafana/i18n': i18nPlugin },
    rules: { '@grafana/i18n/no-untranslated-strings': 'error' },
  },
  {
    // The workbench is a React 19 program of its own.
    name: 'eljefe/workbench-page',
    files: ['pkg/workbench/**/*.{ts,tsx,cts}'],
    rules: { 'react/react-in-jsx-scope': 'off' },
  },
]);
