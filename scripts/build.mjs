// Builds dist/: one bundle for the command line, split where it imports lazily, so that start-up reads little. Everything is
// bundled, so the licences of what is inside are written beside it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Of Node's larger modules only what is used, when it is used: an `import` asks for everything that they export, which loads streams for
 * one function of `fs`, and all of `crypto` where nothing is hashed.
 */
const LAZY = ['node:fs', 'node:fs/promises', 'node:child_process', 'node:crypto'];
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path }) => (LAZY.includes(path) ? { path, namespace: 'lazy-builtin' } : undefined));
    onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => name !== 'default' && name !== 'module.exports');
      const getters = names.map((name) => `get ${name}() { return own().${name}; }`);
      return {
        contents: `const own = () => process.getBuiltinModule(${JSON.stringify(path)});\nmodule.exports = { ${getters.join(', ')} };`,
      };
    });
  },
};
const plainZod = {
  name: 'plain-zod',
  setup: ({ onResolve }) => onResolve({ filter: /^zod$/ }, () => ({ path: resolve('scripts/plain-zod.mjs') })),
};

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    main: 'src/cli/main.ts',
    // What the threads of a simulation run.
    'simulation-worker': 'src/cli/simulate/worker.ts',
    // What rules of a project's own are written and tested with: exported as sysdrill/rules and sysdrill/rule-tester.
    rules: 'src/analyze/own-rule.ts',
    'rule-tester': 'src/evaluate/rule-tester/rule-tester.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  conditions: ['source'],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: { 'react-devtools-core': './scripts/no-devtools.mjs' },
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  plugins: [plainZod, lazyBuiltins],
  logLevel: 'warning',
});

// Their types, which editors and type-checkers of such a project read.
execFileSync(process.execPath, ['node_modules/typescript-7/bin/tsc', '-p', 'scripts/tsconfig.types.json'], { stdio: 'inherit' });

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((file) => /^(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
);
const notices = [...packages].sort().map((folder) => {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file
    ? readFileSync(join(folder, file), 'utf8').trim()
    : `Licence: ${about.license}. Source: ${about.repository?.url ?? about.homepage ?? about.name}`;
  return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
});
writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  `The files in this folder contain the following packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`,
);
