/** Writes docs/rules from the rules' own files: `node scripts/run.mjs scripts/rule-pages.ts`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rulePages } from '#analyze/rule-page.js';
import { RULES } from '#analyze/rules/index.js';

const folder = join(process.cwd(), 'docs', 'rules');
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of rulePages(RULES)) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
