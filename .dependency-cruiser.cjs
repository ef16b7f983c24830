/** The arrows of docs/architecture.md. What is not forbidden here is allowed; a new rule goes into both. */
const TESTS = '\\.(test|fixtures|spec)\\.|/testing/|/tests/';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'bundle-imports-no-service',
      comment: 'src/ and the companion parts share the contract and nothing else',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: '^pkg/(?!contract/)' },
    },
    { name: 'no-service-imports-the-bundle', severity: 'error', from: { path: '^pkg/' }, to: { path: '^src/' } },
    {
      name: 'services-share-only-the-contract',
      severity: 'error',
      from: { path: '^pkg/([^/]+)/', pathNot: TESTS },
      to: { path: '^pkg/', pathNot: ['^pkg/contract/', '^pkg/$1/'] },
    },
    {
      name: 'contract-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^pkg/contract/' },
      to: { path: '^(src|pkg/(?!contract/))' },
    },
    {
      name: 'contract-is-pure',
      severity: 'error',
      from: { path: '^pkg/contract/src', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-is-pure',
      comment: 'no screen, no socket: of Grafana only the data library',
      severity: 'error',
      from: { path: '^src/core/', pathNot: TESTS },
      to: { path: ['^src/(?!core/)', 'node_modules/(react|react-dom|@grafana/(ui|runtime|scenes)|rxjs)/'] },
    },
    {
      name: 'panels-stand-alone',
      severity: 'error',
      from: { path: '^src/panels/([^/]+)/' },
      to: { path: ['^src/(datasource|pages)/', '^src/panels/'], pathNot: '^src/panels/$1/' },
    },
    {
      name: 'components-know-no-screen',
      severity: 'error',
      from: { path: '^src/components/' },
      to: { path: '^src/(datasource|panels|pages|client)/' },
    },
    {
      name: 'datasource-knows-no-panel',
      severity: 'error',
      from: { path: '^src/(datasource|client)/' },
      to: { path: '^src/(panels|pages)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'folds and views know no socket, store or clock',
      severity: 'error',
      from: { path: '^pkg/analytics/src/(domain|measures|graph)/', pathNot: TESTS },
      to: { path: '^pkg/analytics/src/(api|auth|config|ingest|live|queries|sources)/' },
    },
    {
      name: 'sources-do-not-know-each-other',
      severity: 'error',
      from: { path: '^pkg/analytics/src/sources/([^/]+)/', pathNot: TESTS },
      to: { path: '^pkg/analytics/src/sources/', pathNot: '^pkg/analytics/src/sources/$1/' },
    },
    {
      name: 'store-knows-nobody',
      severity: 'error',
      from: { path: '^pkg/analytics/src/store/', pathNot: TESTS },
      to: { path: '^pkg/analytics/src/(?!store/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/build/', '\\.cache'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.json', '.d.ts'],
    },
  },
};
