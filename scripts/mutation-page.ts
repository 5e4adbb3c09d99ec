/** Writes docs/mutations.md: `node scripts/run.mjs scripts/mutation-page.ts`. Prints the one figure. */
import { writeFileSync } from 'node:fs';
import { allRows } from '../test/mutations/designs.js';
import { figuresOf, matrixPage } from '../test/mutations/matrix.js';

const rows = allRows();
writeFileSync('docs/mutations.md', matrixPage(rows));
const { operators, mutants, caught, share } = figuresOf(rows);
console.log(`${operators} operators, ${mutants} mutants, ${caught} caught: ${(share * 100).toFixed(1)}%`);
for (const row of rows.filter((each) => each.caught === null))
  console.log(`survives: ${row.operator.name} on ${row.element} of ${row.problem}`);
