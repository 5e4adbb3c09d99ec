import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Desk, OpenInterview, OpenOptions } from './desk.js';

/** Opens the screens in the terminal, and says afterwards how to go on. The only place that imports them, and only here. */
export async function showScreens(desk: Desk, first: OpenInterview | undefined, options: OpenOptions, io: Io): Promise<ExitCode> {
  // Ink does not know NO_COLOR, and takes CI for a reason to have none: it reads this variable when it is imported.
  process.env['FORCE_COLOR'] = io.color ? (io.env['FORCE_COLOR'] ?? '1') : '0';
  const [{ showProgram }, { hostFor }] = await Promise.all([import('#tui/start.js'), import('./host.js')]);
  let last = first;
  const host = hostFor(desk, options, io);
  const code = await showProgram(
    {
      ...host,
      open: async (problem, fresh) => {
        const opened = await desk.open(problem, { ...options, fresh });
        if (typeof opened !== 'string') last = opened;
        return opened;
      },
    },
    first,
  );
  if (last) io.err(farewell(last));
  return code === 0 ? EXIT.ok : EXIT.interrupted;
}

function farewell({ interview, trouble }: OpenInterview): string {
  const { problem, finished, design } = interview.session;
  const failed = trouble();
  if (failed) return `${failed}\n`;
  if (!finished) return `Saved. Go on with: sysdrill practice ${problem}\n`;
  return `Your design: ${design}\nJudge it again with: sysdrill grade ${design}\nBegin anew with: sysdrill practice ${problem} --new\n`;
}
