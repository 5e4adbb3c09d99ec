/** Writes docs/reference from the schema of the language: `node scripts/run.mjs scripts/reference-pages.ts`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referencePages } from '#language/reference.js';

const folder = join(process.cwd(), 'docs', 'reference');
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of referencePages()) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
