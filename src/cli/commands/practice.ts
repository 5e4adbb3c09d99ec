import { LEVELS, type Level } from '#score/level.js';
import { type ExitCode, type Io, UsageError } from '../io.js';
import { Desk, type OpenOptions } from '../practice/desk.js';
import { orUsage } from './catalog-usage.js';

export type PracticeOptions = {
  readonly file?: string | undefined;
  readonly new?: boolean | undefined;
  readonly plain?: boolean | undefined;
  readonly answers?: string | undefined;
  readonly poll?: boolean | undefined;
  readonly level?: string | undefined;
};

/** `sysdrill practice [problem]`: the interview, from where it was left. In screens, in plain lines, or from a script. */
export async function practiceCommand(args: readonly string[], options: PracticeOptions, io: Io): Promise<ExitCode> {
  const desk = new Desk(io);
  const level = levelOf(options.level);
  const { file, answers, poll } = options;
  if (answers !== undefined) {
    const { runAnswers } = await import('../practice/answers.js');
    return orUsage(runAnswers(desk, { problem: named(args), answers, file, level }, io));
  }
  // A dumb terminal cannot move its cursor: what would be drawn over stays.
  const plain = options.plain === true || (io.interactive && io.env['TERM'] === 'dumb');
  if (!io.interactive && !plain) {
    if (args[0] !== undefined) await orUsage(desk.look(args[0]));
    const what = args[0] ?? '<problem>';
    throw new UsageError(
      'The interview needs a terminal',
      `Without one: \`sysdrill practice ${what} --plain\` takes lines, \`sysdrill practice ${what} --answers <file>\` runs a script.`,
    );
  }
  const problem = args[0] ?? (options.new ? undefined : desk.unfinished);
  const open = { file, level, poll, fresh: options.new };
  if (problem === undefined && !plain) return home(desk, { file, level, poll }, io);
  const opened = await orUsage(desk.open(problem ?? named(args), open));
  if (typeof opened === 'string') throw new UsageError(opened.replace(/\.$/, ''));
  for (const note of desk.notes) io.err(`${note}\n`);
  if (!plain) {
    const { showScreens } = await import('../practice/show.js');
    return showScreens(desk, opened, { file, level, poll }, io);
  }
  try {
    const { runPlain } = await import('../practice/plain.js');
    return await runPlain(opened, io);
  } finally {
    opened.close();
    io.err(opened.trouble()?.concat('\n') ?? `Saved. Go on with: sysdrill practice ${opened.interview.session.problem} --plain\n`);
  }
}

async function home(desk: Desk, options: OpenOptions, io: Io): Promise<ExitCode> {
  const { showScreens } = await import('../practice/show.js');
  return showScreens(desk, undefined, options, io);
}

function named(args: readonly string[]): string {
  if (args[0] === undefined)
    throw new UsageError('Which problem?', 'Name one: `sysdrill practice url-shortener`. List them with `sysdrill problems`.');
  return args[0];
}

function levelOf(said: string | undefined): Level | undefined {
  const level = LEVELS.find((one) => one === said);
  if (said !== undefined && level === undefined) throw new UsageError(`There is no level "${said}"`, `There are: ${LEVELS.join(', ')}.`);
  return level;
}
