import { dirname, resolve } from 'node:path';
import { visible } from '#diagnostics/code-frame.js';
import type { Level } from '#score/level.js';
import { Linear } from '#session/linear.js';
import { newSession } from '#session/session.js';
import { readTextFile } from '#store/read-text.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Desk } from './desk.js';
import { scriptLines } from './script.js';

export type AnswersOptions = {
  readonly problem: string;
  readonly answers: string;
  readonly file?: string | undefined;
  readonly level?: Level | undefined;
};

/**
 * Runs a whole interview from a script and prints what was said, and the report. Nothing is saved and no file is changed: the
 * design is `file` (or what `/use` names) with the sheets put into it in memory. The same files give the same bytes.
 */
export async function runAnswers(desk: Desk, { problem, answers, file, level }: AnswersOptions, io: Io): Promise<ExitCode> {
  const script = resolve(io.cwd, answers);
  const lines = scriptLines(await readTextFile(script), answers);
  let design = file === undefined ? undefined : await readTextFile(resolve(io.cwd, file));
  const session = newSession({ id: 'script', problem, design: file ?? `${problem}.yaml`, ...(level && { level }) });
  const interview = await desk.interview(session, {
    readDesign: () => (design === undefined ? undefined : { text: design }),
    writeDesign: (text) => {
      design = text;
      return undefined;
    },
    save: () => undefined,
  });
  const linear = new Linear(interview, (line) => io.out(`${line}\n`));
  linear.open();
  for (const line of [...lines, ...(interview.session.finished ? [] : ['/go report'])]) {
    if (line === '/go report' && interview.session.at === 'report') continue;
    io.out(`\n> ${visible(line)}\n`);
    const effect = linear.handle(line);
    if (effect?.type === 'quit') break;
    if (effect?.type === 'use') {
      design = await readTextFile(resolve(dirname(script), effect.path));
      interview.writeSheets();
      linear.check();
    }
    if (effect?.type === 'edit') io.out('There is no editor in a script; /use takes a design from a file.\n');
  }
  return EXIT.ok;
}
