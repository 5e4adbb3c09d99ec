import { openCatalog } from '#catalog/catalog.js';
import { visible } from '#present/diagram-text.js';
import { EXIT, type ExitCode, type Io } from '../io.js';

export type ProblemsOptions = { readonly json?: boolean | undefined };

/** `sysdrill problems`: what there is to practise. */
export async function problemsCommand(_args: readonly string[], options: ProblemsOptions, io: Io): Promise<ExitCode> {
  const catalog = openCatalog();
  const problems = await Promise.all((await catalog.problemIds()).map(async (id) => (await catalog.problem(id)).value));
  if (options.json) {
    const list = problems.map(({ id, title, summary, minutes }) => ({ id, title, summary, minutes }));
    io.out(`${JSON.stringify({ schema: 'sysdrill/problems@1', problems: list }, null, 2)}\n`);
    return EXIT.ok;
  }
  const width = Math.max(...problems.map((one) => one.id.length));
  for (const one of problems) {
    io.out(`${one.id.padEnd(width)}  ${visible(one.title)} (${one.minutes.senior} min)\n${' '.repeat(width)}  ${visible(one.summary)}\n`);
  }
  io.out('\nRead one with `sysdrill show <problem>`, start a design with `sysdrill new <problem>`.\n');
  return EXIT.ok;
}
