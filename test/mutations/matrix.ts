import { OPERATORS, type Row } from './mutate.js';

/** Why a mutant that nobody notices is let live. By operator and element. */
export const SURVIVORS: Readonly<Record<string, string>> = {
  'no-undo psp2':
    'The rule looks at steps that every request makes; the second provider is asked after an error only, and the refund of the first covers the usual case.',
};

export type Figures = { readonly operators: number; readonly mutants: number; readonly caught: number; readonly share: number };

export function figuresOf(rows: readonly Row[]): Figures {
  const caught = rows.filter((row) => row.caught !== null).length;
  return { operators: OPERATORS.length, mutants: rows.length, caught, share: caught / rows.length };
}

/** The matrix as a page: an operator a line, a problem a column, the elements in the cells. */
export function matrixPage(rows: readonly Row[]): string {
  const problems = [...new Set(rows.map(({ problem }) => problem))];
  const { operators, mutants, caught, share } = figuresOf(rows);
  const lines = OPERATORS.map((operator) => {
    const cells = problems.map((problem) => {
      const own = rows.filter((row) => row.problem === problem && row.operator === operator);
      return own.map((row) => `${row.caught === null ? '**missed** ' : ''}${row.element}`).join(', ') || '-';
    });
    return `| ${operator.name} | ${operator.what} | \`${operator.meant}\` | ${cells.join(' | ')} |`;
  });
  const survivors = rows
    .filter((row) => row.caught === null)
    .map(
      (row) => `- \`${row.operator.name}\` on ${row.element} of ${row.problem}: ${SURVIVORS[`${row.operator.name} ${row.element}`] ?? '?'}`,
    );
  return `# Mutations

Written by \`scripts/mutation-page.ts\`. Each strong design is broken on purpose by every operator, at every element that it applies to, and the rule meant
for it must say so about that element. ${operators} operators, ${mutants} mutants, ${caught} caught: ${(share * 100).toFixed(1)}%. The operators are in \`test/mutations/operators/\`.

| operator | what it does | meant for it | ${problems.join(' | ')} |
|---|---|---|${problems.map(() => '---|').join('')}
${lines.join('\n')}

## Survivors

${survivors.length === 0 ? 'None.' : survivors.join('\n')}
`;
}
