import { join } from 'node:path';
import { packageRoot } from '#catalog/package-root.js';
import { painter } from '#present/text.js';
import type { ExitCode, Io } from '../io.js';

/** What is shown where nobody can answer questions: a design of the ladder that has something to learn from. */
const EXAMPLE = ['problems', 'url-shortener', 'designs', 'fair.yaml'] as const;

/** `npm start`: the home screen in a terminal; anywhere else a graded example with its load report. */
export async function startCommand(io: Io): Promise<ExitCode> {
  if (io.interactive) return (await import('./home.js')).homeCommand([], {}, io);
  const file = EXAMPLE.join('/');
  const path = join(packageRoot(), ...EXAMPLE);
  const { bold } = painter(io.color);
  io.out(
    `${bold('No terminal here, so this is a graded example.')} In one, \`npm start\` opens the interview; try \`npx sysdrill --help\`.\n\n`,
  );
  io.out(`${bold(`$ sysdrill grade ${file}`)}\n\n`);
  const graded = await (await import('./grade.js')).gradeCommand([path], {}, io);
  io.out(`\n${bold(`$ sysdrill simulate ${file}`)}\n\n`);
  const simulated = await (await import('./simulate.js')).simulateCommand([path], {}, io);
  return graded === 0 ? simulated : graded;
}
