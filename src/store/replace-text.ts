import { readFile } from 'node:fs/promises';
import { UnreadableFile } from './read-text.js';
import { writeWhole } from './whole-file.js';

const BOM = '\uFEFF';

/**
 * Writes a changed text over the one it was made from, whole or not at all, a byte-order mark kept. Where the file is no longer
 * what was read, nothing is written: somebody else's change would be lost. Throws {@link UnreadableFile}.
 */
export async function replaceText(file: string, before: string, after: string): Promise<void> {
  const now = await readFile(file, 'utf8').catch(() => undefined);
  const mark = now?.startsWith(BOM) ? BOM : '';
  if (now === undefined || now.slice(mark.length) !== before)
    throw new UnreadableFile('file/unreadable', file, `${file} changed while it was looked at`, 'Nothing was written; run it again.');
  try {
    writeWhole(file, mark + after);
  } catch (error) {
    throw new UnreadableFile('file/unreadable', file, `${file} cannot be written (${(error as Error).message})`, 'Check its permissions.');
  }
}
