import { writeSync } from 'node:fs';
import type { Io } from './io.js';

/** Width where no terminal says one: wide enough for a table, narrow enough for a mail. */
const DEFAULT_COLUMNS = 100;

/**
 * The streams of this process. Writing is synchronous, so that nothing is lost when the process ends, and a pipe that was closed
 * (`| head`) ends the program quietly: that is no error.
 */
export function processIo(): Io {
  const color = wantsColor(process.env, process.stdout.isTTY);
  return {
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    env: process.env,
    cwd: process.cwd(),
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    errTerminal: process.stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    columns: process.stdout.columns ?? DEFAULT_COLUMNS,
    color,
  };
}

/** no-color.org: NO_COLOR of any content switches off; FORCE_COLOR switches on; a dumb terminal has none. */
function wantsColor(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

function writeAll(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') continue;
      if (code === 'EPIPE') process.exit(0);
      if (descriptor === 1) writeAll(2, `sysdrill: standard output cannot be written (${code ?? String(error)}).\n`);
      process.exit(2);
    }
  }
}
