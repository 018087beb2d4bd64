/** What may import what. Packages answer to package.json; this file answers for the folders inside them. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'front-door-only',
      comment: 'Another package is reached through its index, never through its files.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: ['^$1/$2/', '^packages/[^/]+/src/index\\.ts$', '^packages/[^/]+/src/testing/index\\.ts$'],
      },
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^packages/core/src', pathNot: '(\\.test|\\.bench)\\.ts$|/testing/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'pure-without-io',
      severity: 'error',
      from: { path: '^packages/(signals|stats|study|backtest)/src', pathNot: '\\.test\\.ts$|/testing/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'wire-is-a-leaf',
      comment: 'Schemas know nothing else of the package.',
      severity: 'error',
      from: { path: '^packages/coinbase/src/wire/' },
      to: { path: '^packages/coinbase/src/', pathNot: '^packages/coinbase/src/(wire/|testing/|errors\\.ts)' },
    },
    {
      name: 'machine-without-io',
      comment: 'The synchronisation machines touch no socket and no library.',
      severity: 'error',
      from: { path: '^packages/coinbase/src/sync/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm'] },
    },
    {
      name: 'not-from-tests',
      severity: 'error',
      from: { pathNot: '(\\.test|\\.bench)\\.ts$|/testing/' },
      to: { path: '(\\.test|\\.bench)\\.ts$|/testing/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@of/source', 'import', 'default'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
  },
}
