/** Rooms, upstream first. A room may import itself and any room it lists. */
export const MAY_IMPORT = {
  base: [],
  diagnostics: ['base'],
  model: ['base', 'diagnostics'],
  language: ['base', 'diagnostics', 'model'],
  analyze: ['base', 'diagnostics', 'model'],
  simulate: ['base', 'diagnostics', 'model'],
  score: ['base', 'diagnostics', 'model', 'analyze', 'simulate'],
  evaluate: ['base', 'diagnostics', 'model', 'language', 'analyze', 'simulate', 'score'],
  present: ['base', 'diagnostics', 'model', 'analyze', 'simulate', 'score', 'evaluate'],
  session: ['base', 'diagnostics', 'model', 'language', 'analyze', 'simulate', 'score', 'evaluate', 'present'],
  render: ['base', 'model', 'present'],
  catalog: ['base', 'diagnostics', 'model', 'language', 'score', 'evaluate', 'session'],
  store: ['base', 'diagnostics', 'model', 'language', 'score', 'session'],
  batch: ['base', 'diagnostics', 'model', 'language', 'score', 'evaluate', 'catalog', 'store'],
  tui: ['base', 'diagnostics', 'model', 'language', 'analyze', 'simulate', 'score', 'evaluate', 'present', 'session', 'render', 'catalog', 'store'],
  cli: ['base', 'diagnostics', 'model', 'language', 'analyze', 'simulate', 'score', 'evaluate', 'present', 'session', 'render', 'catalog', 'store', 'batch', 'tui'],
};

/** No clock, no file, no console: what is computed here depends on its arguments alone. */
export const PURE = ['base', 'diagnostics', 'model', 'language', 'analyze', 'simulate', 'score', 'evaluate', 'present', 'session'];

export default {
  forbidden: [
    { name: 'unresolvable', severity: 'error', comment: 'An import that cannot be followed passes every wall.', from: {}, to: { couldNotResolve: true } },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'room-in-table',
      severity: 'error',
      comment: 'Every folder of src is a room of the table in this file.',
      from: { path: '^src/', pathNot: `^src/(${Object.keys(MAY_IMPORT).join('|')})/` },
      to: {},
    },
    ...Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
      name: `${room}-imports`,
      comment: `src/${room} may import only: ${allowed.join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'pure-rooms',
      severity: 'error',
      comment: 'No file, clock, thread or process in the pure rooms.',
      from: { path: `^src/(${PURE.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-is-lazy',
      severity: 'error',
      comment: 'Ink costs hundreds of milliseconds: only tui imports it, and cli imports tui only when a terminal is there.',
      from: { path: '^src/', pathNot: '^src/tui/' },
      to: { path: 'node_modules/(ink|react)/' },
    },
    {
      name: 'tui-only-dynamically',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/tui/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
