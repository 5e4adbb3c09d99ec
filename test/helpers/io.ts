import type { Io } from '#cli/io.js';

/** An Io that keeps what was written. */
export function recordingIo(cwd: string): { readonly io: Io; readonly out: () => string; readonly err: () => string } {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    env: {},
    cwd,
    interactive: false,
    columns: 80,
    color: false,
  };
  return { io, out: () => out.join(''), err: () => err.join('') };
}
