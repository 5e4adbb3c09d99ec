// Holds the imports of src/ against the table in .dependency-cruiser.mjs. Passing in silence is the danger (a checker that
// resolves nothing finds nothing), so this also asserts that every source file was read and that planted violations are found.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config, { MAY_IMPORT } from '../.dependency-cruiser.mjs';

const tsConfig = extractTSConfig('tsconfig.json');
const options = { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true };
const run = async (paths) => (await cruise(paths, options, config.options.enhancedResolveOptions, { tsConfig })).output;

const sources = readdirSync('src', { recursive: true }).filter((name) => /\.tsx?$/.test(name));
const output = await run(['src']);
const failures = output.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`);
const cruised = output.modules.filter((module) => module.source.startsWith('src/')).length;
if (cruised !== sources.length) failures.push(`read ${cruised} modules, but src has ${sources.length} files`);
for (const room of readdirSync('src')) if (!(room in MAY_IMPORT)) failures.push(`src/${room} is not in the table`);

const PLANTED = [
  ['base', "import '#cli/io.js';", 'base-imports'],
  ['simulate', "import '#analyze/finding.js';", 'simulate-imports'],
  ['language', "import 'node:fs';", 'pure-rooms'],
  ['cli', "import { render } from 'ink'; render;", 'ui-is-lazy'],
  ['model', "import '#nowhere/at-all.js';", 'unresolvable'],
];
for (const [room, text, rule] of PLANTED) {
  const folder = `src/${room}/planted-violation`;
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(`${folder}/planted.ts`, `${text}\n`);
    const found = (await run([folder])).summary.violations.some((violation) => violation.rule.name === rule);
    if (!found) failures.push(`the wall ${rule} does not stand: ${text} in src/${room} passed`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const failure of failures) console.error(failure);
console.log(
  `walls: ${cruised} modules, ${Object.keys(MAY_IMPORT).length} rooms, ${PLANTED.length} planted violations, ${failures.length} failures`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
