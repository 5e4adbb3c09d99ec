import { isAbsolute, join } from 'node:path';
import { readTextFile, UnreadableFile } from '#store/read-text.js';
import { UsageError } from './io.js';

/** The text of a file that was named on the command line, seen from `cwd`. Throws UsageError where it cannot be read. */
export async function readInput(file: string, cwd: string): Promise<string> {
  try {
    return await readTextFile(isAbsolute(file) ? file : join(cwd, file));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new UsageError(error.message, error.help);
    throw error;
  }
}
