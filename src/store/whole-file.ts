import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all: a new file beside it, flushed to the disk, then renamed over it. A link stays a link, and the
 * permissions stay what they were. Throws what the file system says.
 */
export function writeWhole(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = target(path);
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0o666;
  const beside = `${file}.${process.pid}.tmp`;
  try {
    const handle = openSync(beside, 'w', mode & 0o777);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
